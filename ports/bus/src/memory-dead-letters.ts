import { busErrors } from "./bus-errors.ts";
import { checkMessages } from "./check-messages.ts";
import {
  DEAD_LETTERS_PAGE_DEFAULT,
  DEAD_LETTERS_PAGE_MAX,
  type DeadLetter,
  type DeadLetters,
} from "./dead-letters.ts";
import type { MemoryEngine } from "./memory-engine.ts";
import type { MemoryGroup } from "./memory-group.ts";

interface Buried {
  readonly group: MemoryGroup;
  readonly letter: DeadLetter;
}

/** The dead letters of all groups of an engine. `reach` throws while the bus cannot get at it. */
export function memoryDeadLetters(reach: () => MemoryEngine): DeadLetters {
  /** In the order of their deaths. */
  function all(): Buried[] {
    return [...reach().groups]
      .flatMap((group) => group.deadLetters().map((letter) => ({ group, letter })))
      .sort((one, other) => Number(one.letter.id) - Number(other.letter.id));
  }

  function find(id: string): Buried {
    const found = all().find(({ letter }) => letter.id === id);
    if (!found) throw busErrors.BUS_DEAD_LETTER_NOT_FOUND({ id });
    return found;
  }

  return {
    async list({ group, limit = DEAD_LETTERS_PAGE_DEFAULT, cursor = "0" } = {}) {
      const size = Math.min(limit, DEAD_LETTERS_PAGE_MAX);
      const letters = all()
        .map(({ letter }) => letter)
        .filter((letter) => group === undefined || letter.group === group)
        .filter(({ id }) => Number(id) > Number(cursor));
      const items = letters.slice(0, size);
      return { items, next: letters.length > size ? (items.at(-1)?.id ?? null) : null };
    },
    get: async (id) => find(id).letter,
    async replay(id, edit) {
      const { group, letter } = find(id);
      const [edited] = edit ? checkMessages([{ ...letter.message, ...edit }]) : [];
      group.revive(letter.message.key, edited);
    },
    async discard(id) {
      const { group, letter } = find(id);
      group.discard(letter.message.key);
    },
  };
}
