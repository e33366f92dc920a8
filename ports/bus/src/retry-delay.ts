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
