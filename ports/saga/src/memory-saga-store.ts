import { type Clock, systemClock } from "@quad/clock";
import { managed } from "@quad/lifecycle";
import { isOf, MemorySagaRows } from "./memory-saga-rows.ts";
import type { SagaSupports } from "./saga.ts";
import { sagaErrors } from "./saga-errors.ts";
import { isUnfinished } from "./saga-state.ts";
import type { SagaStore } from "./saga-store.ts";

const SUPPORTS: SagaSupports = Object.freeze({ durable: false, transactions: false });

/** Sagas in memory: every promise of a store in the simplest correct code. */
export function memorySagaStore({ clock = systemClock }: { clock?: Clock } = {}): SagaStore {
  const rows = new MemorySagaRows(clock);
  const lifecycle = managed({ start: async () => {}, stop: async () => {} });
  return {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    insert: async (given) => new Set(given.filter((row) => rows.insert(row)).map(({ id }) => id)),
    async insertWithin() {
      throw sagaErrors.SAGA_TRANSACTIONS_UNSUPPORTED();
    },
    claim: async (claimer, limit) => rows.claim(claimer, limit),
    save: async (writes) => new Set(writes.filter((write) => rows.save(write)).map(({ id }) => id)),
    async saveWith() {
      throw sagaErrors.SAGA_TRANSACTIONS_UNSUPPORTED();
    },
    renew: async (owner, leaseMs) => rows.renew(owner, leaseMs),
    release: async (owner) => rows.release(owner),
    read: async (id) => rows.read(id),
    async unfinished(ids) {
      const asked = new Set(ids);
      const found = rows.all().filter((row) => asked.has(row.id) && isUnfinished(row));
      return new Set(found.map(({ id }) => id));
    },
    prune: async (keptMs, limit) => rows.prune(keptMs, limit),
    list: async ({ status, after, limit }) =>
      rows
        .all()
        .filter((row) => row.id > after && (status === undefined || row.status === status))
        .sort((one, other) => (one.id < other.id ? -1 : 1))
        .slice(0, limit),
    async counts(versions) {
      const all = rows.all();
      const count = (status: string) => all.filter((row) => row.status === status).length;
      return {
        running: count("running"),
        compensating: count("compensating"),
        parked: count("parked"),
        stranded: all.filter((row) => isUnfinished(row) && !isOf(row, versions)).length,
      };
    },
  };
}
