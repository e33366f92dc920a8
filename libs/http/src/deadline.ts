import { httpErrors } from "./http-errors.ts";

/**
 * Waits for work that was given the signal of `caller`, until that aborts; at the deadline it does.
 * Then the answer is its reason, whether the work heeds the signal or not. Error: REQUEST_TIMEOUT.
 */
export async function withDeadline<T>(
  caller: AbortController,
  deadlineMs: number,
  work: Promise<T>,
): Promise<T> {
  const { signal } = caller;
  const over = Promise.withResolvers<never>();
  const onAbort = () => over.reject(signal.reason);
  signal.addEventListener("abort", onAbort);
  const timer = setTimeout(
    () => caller.abort(httpErrors.REQUEST_TIMEOUT({ deadlineMs })),
    deadlineMs,
  );
  try {
    return await Promise.race([work, over.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}
