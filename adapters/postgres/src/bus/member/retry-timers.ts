import type { Bell, Clock } from "@quad/clock";

/** Timers this near to each other are one: thousands of waiting keys take a few timers. */
const TOGETHER_MS = 10;

/** Rings a bell at certain times, until the signal aborts. */
export class RetryTimers {
  readonly #clock: Clock;
  readonly #bell: Bell;
  readonly #signal: AbortSignal;
  readonly #set = new Set<number>();

  constructor(clock: Clock, bell: Bell, signal: AbortSignal) {
    this.#clock = clock;
    this.#bell = bell;
    this.#signal = signal;
  }

  /** Not before `delayMs`, and at most `TOGETHER_MS` after it. */
  ringIn(delayMs: number): void {
    const now = this.#clock.now().getTime();
    const at = Math.ceil((now + delayMs) / TOGETHER_MS) * TOGETHER_MS;
    if (this.#set.has(at)) return;
    this.#set.add(at);
    const wait = this.#clock.sleep(at - now, this.#signal);
    wait
      .then(() => this.#bell.ring())
      .catch(() => {})
      .finally(() => this.#set.delete(at));
  }
}
