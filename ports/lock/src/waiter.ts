import type { Clock } from "@quad/clock";

/** A call may have been lost: the first of a line asks again at least this often. */
const POLL_MS = 1_000;

/** One who waits for a lock. */
export class Waiter {
  readonly #clock: Clock;
  readonly #isFirst: () => boolean;
  #isCalled = false;
  #woken = Promise.withResolvers<void>();

  constructor(clock: Clock, isFirst: () => boolean) {
    this.#clock = clock;
    this.#isFirst = isFirst;
  }

  call(): void {
    this.#isCalled = true;
    this.wake();
  }

  /** To look again whether it is the first. */
  wake(): void {
    this.#woken.resolve();
  }

  /**
   * Resolves when it is worth asking again: the engine has called, or nobody of this process is
   * ahead and the time has come. Rejects with the signal's reason.
   */
  async called(askAgainMs: number, signal: AbortSignal): Promise<void> {
    let isTime = false;
    while (!(isTime || this.#isCalled)) {
      const timer = new AbortController();
      const ending = AbortSignal.any([signal, timer.signal]);
      const delayMs = this.#isFirst() ? Math.min(askAgainMs, POLL_MS) : Number.POSITIVE_INFINITY;
      const slept = this.#clock.sleep(delayMs, ending).then(() => {
        isTime = true;
      });
      this.#woken = Promise.withResolvers();
      // What was said between two waits.
      if (this.#isCalled) this.#woken.resolve();
      await Promise.race([slept, this.#woken.promise]).finally(() => {
        slept.catch(() => {});
        timer.abort();
      });
    }
    this.#isCalled = false;
  }
}
