import type { Clock } from "@quad/clock";
import { afterFailure } from "./after-failure.ts";
import type { RetryPolicy } from "./bus.ts";
import type { MemoryEngine } from "./memory-engine.ts";
import type { Outcome } from "./memory-group.ts";
import type { Message } from "./message.ts";
import { unavailablePauseMs } from "./retry-delay.ts";

interface OutcomeOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly engine: MemoryEngine;
  readonly retryOf: (topic: string) => RetryPolicy;
}

interface Pause {
  /** In milliseconds since 1970. */
  readonly until: number;
  /** Pauses in a row, with this one. */
  readonly nth: number;
}

/** What becomes of a member's deliveries, and which topics wait for an absent neighbour. */
export class MemoryOutcomes {
  readonly #pauses = new Map<string, Pause>();
  readonly #options: OutcomeOptions;

  constructor(options: OutcomeOptions) {
    this.#options = options;
  }

  isPaused(topic: string, now: number): boolean {
    return now < (this.#pauses.get(topic)?.until ?? 0);
  }

  /** When the next pause is over; Infinity when there is none. */
  nextEndAt(now: number): number {
    const ends = [...this.#pauses.values()].map(({ until }) => until);
    return Math.min(...ends.filter((until) => until > now));
  }

  handled({ topic }: Message): Outcome {
    this.#pauses.delete(topic);
    return { verdict: "forget" };
  }

  failed(thrown: unknown, { topic }: Message, attempt: number): Outcome {
    const { clock, random, engine, retryOf } = this.#options;
    const decision = afterFailure(thrown, attempt, retryOf(topic), random);
    const now = clock.now().getTime();
    switch (decision.verdict) {
      case "retry":
        return { verdict: "retry", dueAt: now + decision.delayMs };
      case "dead-letter":
        return { ...decision, diedAt: new Date(now), grave: engine.nextGrave() };
      case "pause":
        // Those that were in hand when the pause began add nothing to it.
        if (!this.isPaused(topic, now)) {
          const nth = (this.#pauses.get(topic)?.nth ?? 0) + 1;
          this.#pauses.set(topic, { nth, until: now + unavailablePauseMs(nth, random) });
        }
        return { verdict: "return" };
      default:
        return decision satisfies never;
    }
  }
}
