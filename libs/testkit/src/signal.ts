import { deadlineMs, LATE, orLate } from "./deadline.ts";

/** Something that will happen once, told by the code under test and awaited by the test. */
export interface Signal<T> {
  resolve(value: T): void;
  reject(error: unknown): void;
  /**
   * The value, or an error that names what did not happen in time. At least two minutes are given,
   * unless the file asks for `exactDeadlines`.
   */
  within(givenMs: number): Promise<T>;
}

/**
 * A promise in a test's hand. It replaces every sleep: wait for the event itself, with a deadline
 * that only a broken test reaches.
 *
 *     const confirmed = signal<string>("the order is confirmed");
 *     onConfirmed((orderId) => confirmed.resolve(orderId));
 *     await confirmed.within(2_000);
 */
export function signal<T = void>(what = "the signal"): Signal<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  // A test that failed elsewhere awaits no more: its signals must not fail the whole run as well.
  promise.catch(() => {});
  return {
    resolve,
    reject,
    async within(givenMs) {
      const patienceMs = deadlineMs(givenMs);
      const outcome = await orLate(promise, patienceMs);
      if (outcome === LATE) throw new Error(`Not within ${patienceMs} ms: ${what}.`);
      return outcome;
    },
  };
}
