import type { Bus } from "@quad/bus";
import type { Place } from "@quad/testkit";

/**
 * One bus and the ways to get at it: what an adapter's test gives the suite. A place may live on a
 * server that others use too: every topic, group, key and id of a check carries an id of its own.
 */
export interface BusPlace extends Place {
  /** Another instance of the same bus, not started, as another process would have it. */
  open(): Bus;

  /**
   * The sudden death of an instance's process: it settles nothing more and gives nothing back.
   * Its handlers go on, like those of a process that was only paused: what they achieve must not
   * count. A later `stop` ends whatever is left of it. Only where `supports.durable` is false may
   * this be left out.
   */
  kill?(bus: Bus): void | Promise<void>;

  /**
   * Cuts the connections of all instances to the engine. They may come back at once, or not before
   * `restore`. Only where `supports.durable` is false may this be left out.
   */
  sever?(): void | Promise<void>;
  restore?(): void | Promise<void>;
}
