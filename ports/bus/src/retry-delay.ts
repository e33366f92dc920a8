import type { RetryPolicy } from "./bus.ts";

/**
 * The pause before the attempt after `attempt`: between half and all of a doubling time, so that
 * messages that failed together do not come back together. `random` is in [0, 1).
 */
export function retryDelayMs(
  { delayMs, delayMsMax }: Pick<RetryPolicy, "delayMs" | "delayMsMax">,
  attempt: number,
  random: () => number,
): number {
  const wholeMs = Math.min(delayMs * 2 ** (attempt - 1), delayMsMax);
  return wholeMs * (0.5 + random() / 2);
}

/** The pause after the nth failure in a row for want of a neighbour. */
export function unavailablePauseMs(failures: number, random: () => number): number {
  return retryDelayMs(UNAVAILABLE_PAUSE, failures, random);
}

/** Short enough that a restart of the neighbour goes unnoticed, long enough not to hammer it. */
const UNAVAILABLE_PAUSE = { delayMs: 200, delayMsMax: 5_000 };
