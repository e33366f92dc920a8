import type { Bus } from "../src/bus.ts";

/** One isolated bus for one check. An adapter's test knows how to make such a place. */
export interface BusPlace {
  /** Another process's view of the bus: a new instance, not started. */
  open(): Bus;
  /** An instance dies at once: what its handlers had in hand is neither finished nor settled. */
  kill?(bus: Bus): Promise<void>;
  /** The engine drops every connection; new ones are welcome. */
  sever?(): Promise<void>;
  /** Instances still running have been stopped before, killed ones have not. */
  dispose(): Promise<void>;
  /** How long a check waits for what must happen. Default `PATIENCE_MS`. */
  readonly patienceMs?: number;
}

/** Only a broken bus makes a check wait this long. */
export const PATIENCE_MS = 10_000;
