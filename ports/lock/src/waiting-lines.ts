import type { Clock } from "@quad/clock";
import type { LockClaim } from "./lock-engine.ts";
import { Waiter } from "./waiter.ts";

/** Of one who waits for a lock. */
export interface Place {
  /** See `Waiter`. */
  called(askAgainMs: number, signal: AbortSignal): Promise<void>;
  leave(): void;
}

/**
 * Those of one process who wait, a line for each name. Only the first of a line polls, so that a
 * thousand who wait cost the engine no more than one.
 */
export class WaitingLines {
  readonly #clock: Clock;
  readonly #lines = new Map<string, Waiter[]>();
  readonly #waiters = new Map<string, Waiter>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  join({ id, name }: LockClaim): Place {
    const line = this.#lines.get(name) ?? [];
    const waiter = new Waiter(this.#clock, () => line[0] === waiter);
    line.push(waiter);
    this.#lines.set(name, line);
    this.#waiters.set(id, waiter);
    return {
      called: (askAgainMs, signal) => waiter.called(askAgainMs, signal),
      leave: () => {
        line.splice(line.indexOf(waiter), 1);
        this.#waiters.delete(id);
        if (line.length === 0) this.#lines.delete(name);
        line[0]?.wake();
      },
    };
  }

  /** Without an id all lines are called: to their first, who will see what is true. */
  call(id?: string): void {
    if (id === undefined) for (const [first] of this.#lines.values()) first?.call();
    else this.#waiters.get(id)?.call();
  }
}
