import { type Clock, systemClock } from "@quad/clock";
import { engineLocks } from "./engine-locks.ts";
import type { LockSupports, Locks } from "./lock.ts";
import type { LockEngine } from "./lock-engine.ts";
import { MemoryLockTable } from "./memory-lock-table.ts";

export interface MemoryLocksOptions {
  readonly clock?: Clock;
  /** Shared by the instances of one process; each stands for a process of its own. */
  readonly table?: MemoryLockTable;
}

const SUPPORTS: LockSupports = Object.freeze({ durable: false, multiProcess: false, fair: true });

/** The reference adapter: every promise in the simplest correct code, within one process. */
export function memoryLocks({ clock = systemClock, table }: MemoryLocksOptions = {}): Locks {
  return engineLocks(memoryLockEngine(table ?? new MemoryLockTable(clock)), { clock });
}

let instances = 0;

/** One process's way to the table. */
export function memoryLockEngine(table: MemoryLockTable): LockEngine {
  instances += 1;
  const holder = `memory ${instances}`;
  return {
    supports: SUPPORTS,
    start: async () => {},
    stop: async () => table.forget(holder),
    ask: async (question) => table.ask(question, holder),
    renew: async (claim) => table.renew(claim),
    release: async (claim) => table.release(claim),
    tell: (called) => table.tell(called),
  };
}
