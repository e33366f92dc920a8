import { httpErrors } from "./http-errors.ts";

/**
 * Waits for work that was given the signal of `caller`. At the deadline the signal aborts, and
 * whether the work heeds it or not: REQUEST_TIMEOUT.
 */
export async function withDeadline<T>(
  caller: AbortController,
  deadlineMs: number,
  work: Promise<T>,
): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = httpErrors.REQUEST_TIMEOUT({ deadlineMs });
    caller.abort(error);
    late.reject(error);
  }, deadlineMs);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
