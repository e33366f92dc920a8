import type { Clock } from "@quad/clock";
import { retryPauseMs, type SubscriptionNews } from "@quad/event-store";

interface FailurePausesOptions {
  readonly clock: Clock;
  /** In [0, 1), for jitter. */
  readonly random: () => number;
  /** Of the first of several failures in a row, and of the success after them. */
  readonly report: (name: string, news: SubscriptionNews) => void;
}

/** How long each of the subscriptions of one member has to wait because its handler failed. */
export class FailurePauses {
  readonly #options: FailurePausesOptions;
  readonly #failed = new Map<string, { readonly failures: number; readonly until: number }>();

  constructor(options: FailurePausesOptions) {
    this.#options = options;
  }

  /** 0 for one that may try. */
  leftMs(name: string): number {
    const { until = 0 } = this.#failed.get(name) ?? {};
    return Math.max(0, until - this.#now());
  }

  /** Tries; answers undefined when that failed, and how long to wait is settled. */
  async attempt<T>(
    name: string,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    const { failures = 0 } = this.#failed.get(name) ?? {};
    try {
      const answer = await work();
      if (this.#failed.delete(name)) this.#options.report(name, "works again");
      return answer;
    } catch (failure) {
      // What a handler throws because it was told to give up is no failure.
      if (failures === 0 && !signal.aborted) this.#options.report(name, { failure });
      const until = this.#now() + retryPauseMs(failures + 1, this.#options.random);
      this.#failed.set(name, { failures: failures + 1, until });
      return undefined;
    }
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }
}
