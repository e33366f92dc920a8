import type { Clock } from "./clock.ts";

/** Wakes a loop. A ring that nobody waits for is kept for the next wait. */
export class Bell {
  readonly #clock: Clock;
  #isRung = false;
  #wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  ring(): void {
    this.#isRung = true;
    this.#wake?.();
  }

  /** Resolves at the next ring, or after `withinMs`. */
  async heard(withinMs: number): Promise<void> {
    if (!this.#isRung) {
      const timer = new AbortController();
      const ring = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      await Promise.race([ring, this.#clock.sleep(withinMs, timer.signal).catch(() => {})]);
      timer.abort();
      this.#wake = undefined;
    }
    this.#isRung = false;
  }
}
