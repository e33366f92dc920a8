import type { Lifecycle } from "@quad/lifecycle";
import type { Saga, SagaCounts, SagaSupports } from "./saga.ts";
import type { SagaState, SagaStatus } from "./saga-state.ts";

/**
 * Where sagas are kept: what an adapter implements. `sagaCoordinator` makes `Sagas` of it.
 *
 * A row is owned by a coordinator or by none. Its `epoch` grows whenever it is claimed, and every
 * write names the epoch it knows: a writer that lost its row in the meantime changes nothing.
 * All methods fail with SAGAS_UNAVAILABLE while the store is away; then nobody knows whether a
 * write was stored.
 */
export interface SagaStore<Transaction = never> extends Lifecycle {
  readonly supports: SagaSupports;
  /**
   * Stores those whose id is new, with epoch 1; all in one commit. The ids that were new.
   * Of several rows with one id the first is stored.
   */
  insert(rows: readonly NewRow[]): Promise<ReadonlySet<string>>;
  /** The same within the caller's transaction; `onCommit` is called once it has committed. */
  insertWithin(
    transaction: Transaction,
    row: NewRow,
    onCommit: () => void,
  ): Promise<{ readonly isNew: boolean; readonly stored: SagaRow | undefined }>;
  /**
   * Makes up to `limit` rows the claimer's, each with the next epoch: rows without an owner that
   * are due, and lost ones: those whose owner's lease has ended, and those that are the claimer's
   * own and that it does not know of. Never a row that another claims at the same time, nor one of
   * a version that is not in `versions`.
   */
  claim(claimer: Claimer, limit: number): Promise<readonly ClaimedRow[]>;
  /**
   * Stores each write whose epoch is still that of its row; all in one commit. Their ids. No two
   * writes of a call are of one row.
   */
  save(writes: readonly RowWrite[]): Promise<ReadonlySet<string>>;
  /**
   * Stores one write, and does `effect` in the same transaction: both or, as when the epoch is no
   * longer that of the row, none. False for none. Rejects as the effect does, and with
   * SAGA_TRANSACTIONS_UNSUPPORTED.
   */
  saveWith(write: RowWrite, effect: StepEffect): Promise<boolean>;
  /** Gives an owner a lease from now on. */
  renew(owner: string, leaseMs: number): Promise<void>;
  /** Ends the lease of an owner; its rows are due at once, and not lost. */
  release(owner: string): Promise<void>;
  read(id: string): Promise<SagaRow | undefined>;
  /** Those of the ids whose sagas are running or compensating. */
  unfinished(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** In order of their ids, from after the id `after`. */
  list(filter: RowFilter): Promise<readonly SagaRow[]>;
  counts(versions: readonly SagaVersion[]): Promise<SagaCounts>;
  /**
   * Deletes up to `limit` sagas that were done or compensated at least `keptMs` ago, never others.
   * Answers how many it deleted.
   */
  prune(keptMs: number, limit: number): Promise<number>;
}

export interface SagaVersion {
  readonly name: string;
  readonly version: number;
}

export interface NewRow extends SagaVersion {
  readonly id: string;
  readonly input: unknown;
  readonly state: SagaState;
  readonly owner: string | null;
}

export interface SagaRow extends Saga {
  readonly epoch: number;
}

export interface ClaimedRow extends SagaRow {
  /** It was taken from an owner that did not give it back. */
  readonly isLost: boolean;
}

export interface Claimer {
  readonly owner: string;
  readonly versions: readonly SagaVersion[];
  /** The rows that it knows to be its own. */
  readonly known: readonly string[];
  /** A row of its own that it does not know of counts as lost after so long without a write. */
  readonly leaseMs: number;
}

export interface RowWrite {
  readonly id: string;
  /** That the writer knows. */
  readonly epoch: number;
  /** From now on; a person's write takes the next one, so that of two persons one is refused. */
  readonly epochNext: number;
  readonly owner: string | null;
  readonly state: SagaState;
  /** Until it is due, when it has no owner. */
  readonly delayMs: number;
}

/** To be done in a transaction of the store; whoever wrote the step knows which that is. */
export type StepEffect = (transaction: never) => Promise<unknown>;

export interface RowFilter {
  readonly status?: SagaStatus;
  readonly after: string;
  readonly limit: number;
}
