import type { RetryPolicy } from "@quad/bus";

/** The pause before the attempt after `attempt`: between half and all of a doubling time. */
export function retryDelayMs(
  { delayMs, delayMsMax }: Pick<RetryPolicy, "delayMs" | "delayMsMax">,
  attempt: number,
  random: () => number,
): number {
  const wholeMs = Math.min(delayMs * 2 ** (attempt - 1), delayMsMax);
  return wholeMs * (0.5 + random() / 2);
}
