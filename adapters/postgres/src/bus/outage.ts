import { unavailablePauseMs } from "@quad/bus";
import type { Clock } from "@quad/clock";

/** The pauses of a member whose handlers say that a neighbour is away. */
export class Outage {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #signal: AbortSignal;
  #pauses = 0;
  #pause: Promise<void> | undefined;

  /** `signal` ends a pause early. */
  constructor(clock: Clock, random: () => number, signal: AbortSignal) {
    this.#clock = clock;
    this.#random = random;
    this.#signal = signal;
  }

  /** Handlers that fail during a pause add nothing to it: they started before it. */
  begin(): void {
    if (this.#pause) return;
    this.#pauses++;
    const delayMs = unavailablePauseMs(this.#pauses, this.#random);
    this.#pause = this.#clock
      .sleep(delayMs, this.#signal)
      .catch(() => {})
      .then(() => {
        this.#pause = undefined;
      });
  }

  end(): void {
    this.#pauses = 0;
  }

  get active(): boolean {
    return this.#pause !== undefined;
  }

  /** Resolves when work may go on. */
  async over(): Promise<void> {
    await this.#pause;
  }
}
