import type { DataOf, EventDefinition } from "@quad/contracts";
import type { Lifecycle } from "@quad/lifecycle";
import type { Kysely, Transaction } from "kysely";

/** The database of one service, reached with that service's own role. */
export interface Database<Schema> extends Lifecycle {
  /** For reading outside a transaction. */
  readonly sql: Kysely<Schema>;
  /**
   * Runs `work` in one transaction. A serialization failure or deadlock runs it again, so it must
   * have no effect outside the transaction. Events emitted in it are published after the commit,
   * and not at all after a rollback. Errors: DATABASE_UNAVAILABLE, and whatever `work` throws.
   */
  transaction<T>(work: (tx: Tx<Schema>) => Promise<T>): Promise<T>;
  /**
   * Calls `listener` after each commit of this process that has emitted events. Returns how to end
   * that. It must not throw.
   */
  onEmitted(listener: () => void): () => void;
  /** Resolves when the server answers. Error: DATABASE_UNAVAILABLE. */
  ping(): Promise<void>;
}

/** A transaction under way: SQL and the events that belong to it. */
export interface Tx<Schema> {
  readonly sql: Transaction<Schema>;
  /** Puts an event into the outbox: it is published if and only if this transaction commits. */
  emit<Definition extends EventDefinition>(definition: Definition, data: DataOf<Definition>): void;
  /** Calls back once this transaction has committed; never after a rollback. Must not throw. */
  afterCommit(callback: () => void): void;
}
