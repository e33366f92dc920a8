import { isQuadError } from "@quad/errors";
import { resilienceErrors } from "./resilience-errors.ts";

/** What the work came to, to be taken outside the policy: a value, or an error that answers. */
export type Answer<T> = () => T;

/**
 * Does the work. Rejects only with a failure, an error of the kinds `unavailable` and `timeout`:
 * any other shows that the neighbour lives, so that retry and breaker must see a success.
 */
export async function answerOf<T>(
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<Answer<T>> {
  try {
    const value = await work(signal);
    return () => value;
  } catch (error) {
    // Work that heeds its signal rejects in the same instant in which the time is up.
    if (signal.aborted) throw resilienceErrors.RESILIENCE_TIMEOUT({ timeoutMs }, error);
    if (isFailure(error)) throw error;
    return () => {
      throw error;
    };
  }
}

function isFailure(error: unknown): boolean {
  return isQuadError(error) && (error.kind === "unavailable" || error.kind === "timeout");
}
