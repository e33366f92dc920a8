import { isQuadError } from "@quad/errors";
import type { RetryPolicy } from "./bus.ts";
import { describeFailure } from "./describe-failure.ts";
import { retryDelayMs } from "./retry-delay.ts";

/** What becomes of a message whose handler rejected. */
export type AfterFailure =
  /** A neighbour is away: offer it again after a pause, no attempt counted. */
  | { readonly verdict: "pause" }
  | { readonly verdict: "retry"; readonly delayMs: number; readonly error: string }
  | { readonly verdict: "dead-letter"; readonly error: string };

/** The one decision that every adapter takes after attempt number `attempt` has failed. */
export function afterFailure(
  thrown: unknown,
  attempt: number,
  retry: RetryPolicy,
  random: () => number,
): AfterFailure {
  if (isQuadError(thrown) && thrown.kind === "unavailable") return { verdict: "pause" };
  const error = describeFailure(thrown);
  const isHopeless = isQuadError(thrown) && thrown.kind === "invalid";
  if (isHopeless || attempt >= retry.attemptsMax) return { verdict: "dead-letter", error };
  return { verdict: "retry", delayMs: retryDelayMs(retry, attempt, random), error };
}
