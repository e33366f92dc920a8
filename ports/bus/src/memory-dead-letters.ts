import { busErrors } from "./bus-errors.ts";
import type { DeadLetter, DeadLetters } from "./dead-letters.ts";
import type { KeyQueue, MemoryGroup } from "./memory-group.ts";

const LIMIT_DEFAULT = 50;

interface Buried {
  readonly letter: DeadLetter;
  readonly group: MemoryGroup;
  readonly key: string;
  readonly queue: KeyQueue;
}

/** The dead letters of the memory bus: the heads of the keys that are dead. */
export function memoryDeadLetters(groups: () => ReadonlyMap<string, MemoryGroup>): DeadLetters {
  function all(): Buried[] {
    return [...groups()]
      .flatMap(([name, group]) =>
        [...group.keys].flatMap(([key, queue]) => {
          const letter = letterOf(name, queue);
          return letter ? [{ letter, group, key, queue }] : [];
        }),
      )
      .sort((a, b) => a.letter.diedAt.getTime() - b.letter.diedAt.getTime());
  }

  function find(id: string): Buried {
    const found = all().find(({ letter }) => letter.id === id);
    if (!found) throw busErrors.BUS_DEAD_LETTER_NOT_FOUND({ id });
    return found;
  }

  return {
    async list({ group, limit = LIMIT_DEFAULT, cursor } = {}) {
      const letters = all()
        .map(({ letter }) => letter)
        .filter((letter) => group === undefined || letter.group === group);
      const start = cursor ? letters.findIndex(({ id }) => id === cursor) + 1 : 0;
      const items = letters.slice(start, start + limit);
      const more = start + limit < letters.length;
      return { items, next: more ? (items.at(-1)?.id ?? null) : null };
    },
    get: async (id) => find(id).letter,
    async replay(id, edit) {
      const { queue, group } = find(id);
      const [message] = queue.messages;
      if (edit && message) queue.messages[0] = { ...message, body: structuredClone(edit.body) };
      queue.attempts = 0;
      queue.state = "ready";
      group.dispatch();
    },
    async discard(id) {
      const { queue, group, key } = find(id);
      queue.messages.shift();
      queue.attempts = 0;
      queue.state = "ready";
      if (queue.messages.length === 0) group.keys.delete(key);
      group.dispatch();
    },
  };
}

function letterOf(group: string, queue: KeyQueue): DeadLetter | null {
  const { state, messages, attempts, error, diedAt } = queue;
  const [message] = messages;
  if (state !== "dead" || !message) return null;
  return {
    id: `${group}:${message.id}`,
    group,
    message,
    attempts,
    error,
    diedAt,
    blocked: messages.length - 1,
  };
}
