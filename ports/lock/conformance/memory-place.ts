import { type Clock, systemClock } from "@quad/clock";
import {
  engineLocks,
  type LockEngine,
  type Locks,
  lockErrors,
  MemoryLockTable,
  memoryLockEngine,
} from "@quad/lock";
import type { LockPlace } from "./lock-place.ts";

/** Makes something else of an instance, or of the engine behind it. */
export interface Wrap {
  readonly table?: () => MemoryLockTable;
  readonly engine?: (engine: LockEngine, table: MemoryLockTable, clock: Clock) => LockEngine;
  readonly locks?: (locks: Locks) => Locks;
}

/** A place for the memory locks, or for what is made of them. */
export function memoryPlace(wrap: Wrap = {}): LockPlace {
  const table = wrap.table?.() ?? new MemoryLockTable();
  const dead = new Set<LockEngine>();
  const engines = new Map<Locks, Record<"direct" | "engine", LockEngine>>();
  let isCut = false;

  /** Calls reach the table while there is a network and the process lives. */
  function networked(engine: LockEngine): LockEngine {
    const reach = () => {
      if (isCut || dead.has(engine)) throw lockErrors.LOCK_UNAVAILABLE({ reason: "cut off" });
      return engine;
    };
    return {
      ...engine,
      ask: async (question) => reach().ask(question),
      renew: async (claim) => reach().renew(claim),
      release: async (claim) => reach().release(claim),
      tell: (called) =>
        engine.tell((claimId) => {
          if (!(isCut || dead.has(engine))) called(claimId);
        }),
    };
  }

  return {
    open(clock = systemClock) {
      const direct = memoryLockEngine(table);
      const engine = wrap.engine?.(networked(direct), table, clock) ?? networked(direct);
      const plain = engineLocks(engine, { clock });
      const locks = wrap.locks?.(plain) ?? plain;
      engines.set(locks, { direct, engine });
      return locks;
    },
    waiting: (name) => table.waiting(name),
    async kill(locks) {
      const killed = engines.get(locks);
      if (!killed) throw new TypeError("It was not opened here.");
      dead.add(killed.direct);
      await killed.engine.stop();
    },
    cut() {
      isCut = true;
    },
    restore() {
      isCut = false;
    },
  };
}
