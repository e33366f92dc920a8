import type { Clock } from "@quad/clock";
import type { Locks } from "@quad/lock";
import type { Place } from "@quad/testkit";

/**
 * One engine and the ways to get at it: what an adapter's test gives the suite. It may be shared
 * with others: every name of a check carries an id of its own.
 */
export interface LockPlace extends Place {
  /** Another instance, not started, as another process would have it, with its own clock. */
  open(clock?: Clock): Locks;
  /** How many wait in the line for this name, as the engine knows it. */
  waiting(name: string): number | Promise<number>;
  /**
   * The sudden death of an instance's process: it says nothing more to the engine. A later `stop`
   * ends what is left of it.
   */
  kill(locks: Locks): void | Promise<void>;
  /** Cuts the connections of all instances; none comes back before `restore`. */
  cut(): void | Promise<void>;
  restore(): void | Promise<void>;
}
