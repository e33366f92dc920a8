import { busErrors } from "./bus-errors.ts";
import type { Message } from "./message.ts";
import { isTopic } from "./names.ts";

/** Hears what happens from now on, without a group: for live pages and caches. See `Bus.listen`. */
export interface Listening {
  readonly topics: readonly string[];
  /** Called with one message after another. What takes time, or can fail, is for a group. */
  readonly hear: (message: Message) => void;
  /** Messages may have gone by unheard: what was made of them has to be made anew. */
  readonly missed: () => void;
}

/** Refuses what every adapter refuses. Error: BUS_LISTENING_INVALID. */
export function checkListening(listening: Listening): void {
  const { topics } = listening;
  const wrong = topics.find((topic) => !isTopic(topic));
  if (wrong !== undefined) {
    throw busErrors.BUS_LISTENING_INVALID({ reason: `${wrong} is not a topic` });
  }
  if (topics.length === 0) throw busErrors.BUS_LISTENING_INVALID({ reason: "it names no topic" });
}
