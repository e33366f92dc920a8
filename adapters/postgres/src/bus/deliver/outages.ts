import { unavailablePauseMs } from "@quad/bus";
import type { Clock } from "@quad/clock";

/**
 * Keys that come up during a pause return one after another: a neighbour that is back meets no
 * crowd, and while it is away a key is looked at twice a minute, however many there are.
 */
const APART_MS = 1;
const APART_MS_MAX = 30_000;

/** The pauses of a member whose handlers say that a neighbour is away: each topic has its own. */
export class Outages {
  readonly #topics = new Map<string, Outage>();
  readonly #clock: Clock;
  readonly #random: () => number;

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /** A handler says so. Answers the milliseconds until its message may be offered again. */
  begin(topic: string): number {
    const outage = this.#topics.get(topic) ?? { pauses: 0, until: 0, waiting: 0 };
    this.#topics.set(topic, outage);
    const now = this.#now();
    // Handlers that fail during a pause add nothing to it: they started before it.
    if (now >= outage.until) {
      outage.pauses++;
      outage.until = now + unavailablePauseMs(outage.pauses, this.#random);
    }
    return outage.until - now;
  }

  /** A handler has succeeded. */
  end(topic: string): void {
    this.#topics.delete(topic);
  }

  /** During a pause, the milliseconds that one more key has to wait; otherwise undefined. */
  waitMs(topic: string): number | undefined {
    const outage = this.#topics.get(topic);
    const now = this.#now();
    if (!outage || now >= outage.until) return undefined;
    outage.waiting++;
    return outage.until - now + Math.min(outage.waiting * APART_MS, APART_MS_MAX);
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

interface Outage {
  /** In a row. */
  pauses: number;
  /** The end of the latest, in milliseconds since 1970. */
  until: number;
  /** Keys that have come up since it began. */
  waiting: number;
}
