import type { Message, RetryPolicy } from "@quad/bus";
import { QuadError } from "@quad/errors";

/** Two quick attempts, then a dead letter. */
export const TWO_ATTEMPTS: RetryPolicy = { attemptsMax: 2, delayMs: 2, delayMsMax: 4 };

/** A handler that fails for these messages until it is repaired. */
export function failingHandler(messages: readonly Message[]) {
  const ids = new Set(messages.map(({ id }) => id));
  return {
    handle({ id }: Message) {
      if (ids.has(id)) throw new QuadError("HANDLER_FAILED", "conflict", `${id} fails here.`);
    },
    repair: () => ids.clear(),
  };
}
