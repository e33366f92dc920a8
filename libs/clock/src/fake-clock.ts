import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "./clock.ts";

/** A clock in a test's hand: time stands still until the test moves it. */
export interface FakeClock extends Clock {
  /**
   * Moves time on by `ms`, at most to one sleeper's instant at a time: it wakes, and what it does
   * then (sleeping again included) is done before the next one wakes.
   */
  advance(ms: number): Promise<void>;
  /** How many sleep. */
  readonly sleepers: number;
}

interface Sleeper {
  readonly dueAt: number;
  readonly wake: () => void;
}

/** Starts at the given instant. */
export function fakeClock(start: Date | string = "2026-01-01T00:00:00Z"): FakeClock {
  let now = new Date(start).getTime();
  const sleepers = new Set<Sleeper>();

  /** The one to wake next: the earliest, among equals the one that fell asleep first. */
  function nextUntil(instant: number): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of sleepers) {
      if (sleeper.dueAt <= instant && sleeper.dueAt < (next?.dueAt ?? Number.POSITIVE_INFINITY)) {
        next = sleeper;
      }
    }
    return next;
  }

  return {
    now: () => new Date(now),
    async sleep(delayMs, signal) {
      signal?.throwIfAborted();
      if (delayMs <= 0) return;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const sleeper = { dueAt: now + delayMs, wake: resolve };
      const giveUp = () => reject(signal?.reason);
      sleepers.add(sleeper);
      signal?.addEventListener("abort", giveUp);
      try {
        await promise;
      } finally {
        sleepers.delete(sleeper);
        signal?.removeEventListener("abort", giveUp);
      }
    },
    async advance(ms) {
      const target = now + ms;
      // A turn of the event loop ends when no promise has anything left to do.
      await turn();
      for (let next = nextUntil(target); next; next = nextUntil(target)) {
        now = next.dueAt;
        next.wake();
        await turn();
      }
      now = target;
    },
    get sleepers() {
      return sleepers.size;
    },
  };
}
