import type { Clock } from "@quad/clock";
import { afterFailure } from "./after-failure.ts";
import type { Message, RetryPolicy } from "./bus.ts";
import type { MemoryEngine } from "./memory-engine.ts";
import type { Outcome } from "./memory-group.ts";
import { unavailablePauseMs } from "./retry-delay.ts";

interface OutcomeOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly engine: MemoryEngine;
  readonly retryOf: (topic: string) => RetryPolicy;
}

/** What becomes of a member's deliveries, and how long an absent neighbour keeps it waiting. */
export class MemoryOutcomes {
  /** In milliseconds since the epoch. */
  pausedUntil = 0;
  /** Failures in a row for want of a neighbour. */
  #outages = 0;
  readonly #options: OutcomeOptions;

  constructor(options: OutcomeOptions) {
    this.#options = options;
  }

  handled(): Outcome {
    this.#outages = 0;
    return { verdict: "forget" };
  }

  failed(thrown: unknown, { topic }: Message, attempt: number): Outcome {
    const { clock, random, engine, retryOf } = this.#options;
    const decision = afterFailure(thrown, attempt, retryOf(topic), random);
    const now = clock.now().getTime();
    switch (decision.verdict) {
      case "retry":
        return { verdict: "retry", dueAt: now + decision.delayMs };
      case "bury":
        return { ...decision, diedAt: new Date(now), grave: engine.nextGrave() };
      case "pause":
        // Those that were in hand when the pause began add nothing to it.
        if (now >= this.pausedUntil) {
          this.#outages += 1;
          this.pausedUntil = now + unavailablePauseMs(this.#outages, random);
        }
        return { verdict: "return" };
      default:
        return decision satisfies never;
    }
  }
}
