import { type Clock, systemClock } from "@quad/clock";
import { managed } from "@quad/lifecycle";
import type { SagaSupports } from "./saga.ts";
import { sagaErrors } from "./saga-errors.ts";
import type { Claimer, NewRow, SagaRow, SagaStore, SagaVersion } from "./saga-store.ts";

const SUPPORTS: SagaSupports = Object.freeze({ durable: false, transactions: false });

interface MemoryRow extends Omit<SagaRow, "dueAt"> {
  readonly owner: string | null;
  readonly dueAt: Date;
}

/** Sagas in memory: every promise of a store in the simplest correct code. */
export function memorySagaStore({ clock = systemClock }: { clock?: Clock } = {}): SagaStore {
  const rows = new Map<string, MemoryRow>();
  /** When the lease of each owner ends. */
  const leases = new Map<string, number>();
  const now = () => clock.now().getTime();
  const lifecycle = managed({ start: async () => {}, stop: async () => {} });

  function isLost(row: MemoryRow, { owner, known, leaseMs }: Claimer): boolean {
    if (row.owner === null) return false;
    if (row.owner !== owner) return now() >= (leases.get(row.owner) ?? 0);
    return !known.includes(row.id) && now() >= row.updatedAt.getTime() + leaseMs;
  }

  function insertOne({ state, ...given }: NewRow): boolean {
    if (rows.has(given.id)) return false;
    const at = clock.now();
    const times = { begunAt: at, updatedAt: at, dueAt: at };
    rows.set(given.id, structuredClone({ ...given, ...state, ...times, epoch: 1 }));
    return true;
  }

  return {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async insert(given) {
      return new Set(given.filter(insertOne).map(({ id }) => id));
    },
    async insertWithin() {
      throw sagaErrors.SAGA_TRANSACTIONS_UNSUPPORTED();
    },
    async claim(claimer, limit) {
      return [...rows.values()]
        .filter((row) => isUnfinished(row) && isOf(row, claimer.versions))
        .filter((row) => (row.owner === null ? row.dueAt <= clock.now() : isLost(row, claimer)))
        .slice(0, limit)
        .map((row) => {
          const claimed = { ...row, owner: claimer.owner, epoch: row.epoch + 1 };
          rows.set(row.id, claimed);
          return { ...shown(claimed), isLost: row.owner !== null };
        });
    },
    async save(writes) {
      const stored = writes.filter(({ id, epoch }) => rows.get(id)?.epoch === epoch);
      for (const { id, epochNext, owner, state, delayMs } of stored) {
        const row = rows.get(id) as MemoryRow;
        const dueAt = new Date(now() + delayMs);
        const news = { ...state, owner, epoch: epochNext, dueAt, updatedAt: clock.now() };
        rows.set(id, structuredClone({ ...row, ...news }));
      }
      return new Set(stored.map(({ id }) => id));
    },
    async renew(owner, leaseMs) {
      leases.set(owner, now() + leaseMs);
    },
    async release(owner) {
      leases.delete(owner);
      for (const row of rows.values()) {
        if (row.owner === owner) rows.set(row.id, { ...row, owner: null, dueAt: clock.now() });
      }
    },
    async read(id) {
      const row = rows.get(id);
      return row && shown(row);
    },
    async list({ status, after, limit }) {
      return [...rows.values()]
        .filter((row) => row.id > after && (status === undefined || row.status === status))
        .sort((one, other) => (one.id < other.id ? -1 : 1))
        .slice(0, limit)
        .map(shown);
    },
    async counts(versions) {
      const all = [...rows.values()];
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

function isUnfinished({ status }: MemoryRow): boolean {
  return status === "running" || status === "compensating";
}

function isOf({ name, version }: MemoryRow, versions: readonly SagaVersion[]): boolean {
  return versions.some((one) => one.name === name && one.version === version);
}

function shown({ owner, ...row }: MemoryRow): SagaRow {
  const isWaiting = owner === null && isUnfinished({ owner, ...row });
  return structuredClone({ ...row, dueAt: isWaiting ? row.dueAt : null });
}
