import type { Clock } from "@quad/clock";
import type { EventStore, Upcasters } from "@quad/event-store";
import type { Place } from "@quad/testkit";

/** What a check may want to be different about a store. */
export interface OpenOptions {
  readonly clock?: Clock;
  readonly upcasters?: Upcasters;
}

/** Where the suite meets an adapter: a fresh place for every check. */
export interface EventStorePlace<Transaction = unknown> extends Place {
  /**
   * A store, not started yet. All stores of a place share streams and subscriptions where the
   * adapter supports several processes: a second one stands for another process.
   */
  open(options?: OpenOptions): EventStore<Transaction>;
  /** Its process dies: whatever it holds is lost, and it can do nothing more. Durable stores. */
  kill?(store: EventStore<Transaction>): void | Promise<void>;
  /** With `supports.transactions`: how a service works with this adapter. */
  readonly service?: PlaceService<Transaction>;
}

/** A service that keeps notes in the database of the store. */
export interface PlaceService<Transaction> {
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  note(transaction: Transaction, text: string): Promise<void>;
  notes(): Promise<string[]>;
}
