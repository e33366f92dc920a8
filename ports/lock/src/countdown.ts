import type { Clock } from "@quad/clock";

/**
 * How long a holder may rely on a lease: nine tenths. The rest is for timers that fire late and
 * for clocks that do not run at one rate.
 */
const RELIED_ON = 0.9;

/**
 * The time of one lease, counted by a timer: a jump of the wall clock does not change it. To be
 * started before the engine is asked, which counts from when it answers.
 */
export class Countdown {
  readonly expiresAt: Date;
  readonly #timer = new AbortController();
  #over = false;
  #onOver: (() => void) | undefined;

  constructor(clock: Clock, leaseMs: number) {
    const reliedOnMs = Math.floor(leaseMs * RELIED_ON);
    this.expiresAt = new Date(clock.now().getTime() + reliedOnMs);
    clock.sleep(reliedOnMs, this.#timer.signal).then(
      () => {
        this.#over = true;
        this.#onOver?.();
      },
      () => {},
    );
  }

  get over(): boolean {
    return this.#over;
  }

  /** At once if it is over. */
  whenOver(callback: () => void): void {
    this.#onOver = callback;
    if (this.#over) callback();
  }

  cancel(): void {
    this.#timer.abort();
  }
}
