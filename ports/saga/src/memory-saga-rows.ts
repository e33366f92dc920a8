import type { Clock } from "@quad/clock";
import { isEnded, isUnfinished } from "./saga-state.ts";
import type { ClaimedRow, Claimer, NewRow, RowWrite, SagaRow, SagaVersion } from "./saga-store.ts";

interface MemoryRow extends Omit<SagaRow, "dueAt"> {
  readonly owner: string | null;
  readonly dueAt: Date;
}

/** The rows and the leases, and who may do what with them. Nothing here waits for anything. */
export class MemorySagaRows {
  readonly #clock: Clock;
  readonly #rows = new Map<string, MemoryRow>();
  /** When the lease of each owner ends. */
  readonly #leases = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** False when there is one of this id. */
  insert({ state, ...given }: NewRow): boolean {
    if (this.#rows.has(given.id)) return false;
    const at = this.#clock.now();
    const times = { begunAt: at, updatedAt: at, dueAt: at };
    this.#rows.set(given.id, structuredClone({ ...given, ...state, ...times, epoch: 1 }));
    return true;
  }

  claim(claimer: Claimer, limit: number): ClaimedRow[] {
    return [...this.#rows.values()]
      .filter((row) => isUnfinished(row) && isOf(row, claimer.versions))
      .filter((row) => (row.owner === null ? this.#isDue(row) : this.#isLost(row, claimer)))
      .slice(0, limit)
      .map((row) => {
        const claimed = { ...row, owner: claimer.owner, epoch: row.epoch + 1 };
        this.#rows.set(row.id, claimed);
        return { ...shown(claimed), isLost: row.owner !== null };
      });
  }

  /** False when the row has another epoch. */
  save({ id, epoch, epochNext, owner, state, delayMs }: RowWrite): boolean {
    const row = this.#rows.get(id);
    if (row?.epoch !== epoch) return false;
    const updatedAt = this.#clock.now();
    const dueAt = new Date(updatedAt.getTime() + delayMs);
    const news = { ...state, owner, epoch: epochNext, dueAt, updatedAt };
    this.#rows.set(id, structuredClone({ ...row, ...news }));
    return true;
  }

  renew(owner: string, leaseMs: number): void {
    this.#leases.set(owner, this.#now() + leaseMs);
  }

  release(owner: string): void {
    this.#leases.delete(owner);
    const dueAt = this.#clock.now();
    for (const row of this.#rows.values()) {
      if (row.owner === owner) this.#rows.set(row.id, { ...row, owner: null, dueAt });
    }
  }

  read(id: string): SagaRow | undefined {
    const row = this.#rows.get(id);
    return row && shown(row);
  }

  /** Answers how many it deleted. */
  prune(keptMs: number, limit: number): number {
    const old = [...this.#rows.values()]
      .filter((row) => isEnded(row) && this.#now() >= row.updatedAt.getTime() + keptMs)
      .slice(0, limit);
    for (const { id } of old) this.#rows.delete(id);
    return old.length;
  }

  all(): SagaRow[] {
    return [...this.#rows.values()].map(shown);
  }

  #isDue({ dueAt }: MemoryRow): boolean {
    return dueAt <= this.#clock.now();
  }

  #isLost(row: MemoryRow, { owner, known, leaseMs }: Claimer): boolean {
    if (row.owner === owner) {
      return !known.includes(row.id) && this.#now() >= row.updatedAt.getTime() + leaseMs;
    }
    return this.#now() >= (this.#leases.get(row.owner ?? "") ?? 0);
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

export function isOf({ name, version }: SagaVersion, versions: readonly SagaVersion[]): boolean {
  return versions.some((one) => one.name === name && one.version === version);
}

function shown({ owner, ...row }: MemoryRow): SagaRow {
  const isWaiting = owner === null && isUnfinished(row);
  return structuredClone({ ...row, dueAt: isWaiting ? row.dueAt : null });
}
