import type { Lifecycle } from "@quad/lifecycle";
import type { EventWriter } from "./event-writer.ts";
import type { PlacedEvent } from "./recorded-event.ts";

/**
 * Streams of events that are the state: what happened, in order, and nothing else. A stream is one
 * thing, such as an order; all streams together are one history.
 *
 * What every adapter promises beside what `EventWriter` says:
 * - Each event has one position in the history, for ever. Positions are 1, 2, 3 … without a gap,
 *   and an event that becomes visible later has a larger position: who has read up to N has seen
 *   everything up to N, also when a transaction that began early commits late.
 * - Positions follow the versions within a stream, and the events of one append stay in their
 *   order. What was appended before another append began has the smaller position.
 * - A transaction that is open holds up nobody but those who append to the same stream.
 * - Every reading passes through the store's upcasters.
 */
export interface EventStore<Transaction = never> extends EventWriter, Lifecycle {
  readonly supports: EventStoreSupports;

  /**
   * The same store inside a transaction of the caller: what is done has happened if and only if
   * that transaction commits, and its own reading sees it before. Errors of the database are thrown
   * as they are. Errors: EVENT_STORE_NOT_RUNNING, EVENT_STORE_UNSUPPORTED.
   */
  within(transaction: Transaction): EventWriter;

  /**
   * The history after a position, oldest first; archived streams are part of it. It holds what was
   * appended before the call. Fewer events than `limit` mean that there are no more.
   * Errors: EVENT_STORE_NOT_RUNNING, EVENT_STORE_INVALID, EVENT_STORE_SCHEMA_UNREADABLE,
   * EVENT_STORE_UNAVAILABLE.
   */
  readAll(range: HistoryRange): Promise<PlacedEvent[]>;

  /**
   * A member of a subscription, not yet started. `start` begins to deliver; `stop` lets the batch
   * in hand end. Stopping the store stops its members first.
   *
   * - All members of one name share a checkpoint, in whatever process they are. One of them works
   *   at a time; when it stops or dies, another goes on from the checkpoint.
   * - Batches come in order and without a gap; the next one begins when the handler has resolved.
   * - With `supports.transactions` the checkpoint moves in the transaction that the handler is
   *   given: what it writes there happens exactly once. Without, the checkpoint moves after the
   *   handler, and a batch may come again.
   * - A handler that rejects gets the batch again, perhaps with more events behind it, after a
   *   growing, jittered delay: nothing is ever skipped.
   * - Several subscriptions given together are one member: those that have come equally far may
   *   share a look, a batch and a transaction, which makes many read models as cheap as one. Their
   *   handlers wait for each other, but one that rejects goes its own way and holds up no other.
   *   The smallest batch and the longest rest of them hold for all.
   *
   * Errors: EVENT_STORE_INVALID (thrown); of `start`: EVENT_STORE_NOT_RUNNING,
   * EVENT_STORE_UNAVAILABLE.
   */
  subscribe(...subscriptions: readonly Subscription<Transaction>[]): Lifecycle;

  /**
   * How far a subscription has come; position 0 for a name never heard of.
   * Errors: EVENT_STORE_NOT_RUNNING, EVENT_STORE_INVALID, EVENT_STORE_UNAVAILABLE.
   */
  progress(name: string): Promise<Progress>;
}

/** What an adapter can do beyond the common promises. */
export interface EventStoreSupports {
  /** Events and checkpoints outlive the process. */
  readonly durable: boolean;
  /** Several processes share the streams and the subscriptions. */
  readonly multiProcess: boolean;
  /** `within` works, and handlers are given a transaction. Where false, `within` refuses. */
  readonly transactions: boolean;
}

export interface HistoryRange {
  /** 0 for the beginning. */
  readonly after: number;
  /** At most `READ_EVENTS_MAX`, which is the default. */
  readonly limit?: number;
}

export interface Subscription<Transaction = never> {
  /** Lower-case words, dots and dashes, such as `orders.order-list`. At most 120 characters. */
  readonly name: string;
  /** Where a name without a checkpoint begins: with all history (the default), or after it. */
  readonly from?: "start" | "end";
  /** Default 500, at most `READ_EVENTS_MAX`. */
  readonly batchMax?: number;
  /**
   * After a batch that was not full, at least so long until the next: many small batches become few
   * larger ones, for a read model that may be a little late. At most a minute; default 0.
   */
  readonly restMs?: number;
  /** Resolves when the events have had their effect. */
  readonly handle: (events: readonly PlacedEvent[], batch: Batch<Transaction>) => Promise<void>;
}

export interface Batch<Transaction = never> {
  /** Only with `supports.transactions`: the checkpoint moves if and only if it commits. */
  readonly transaction: Transaction;
  /** Aborts when the member is to stop, which waits for the handler. */
  readonly signal: AbortSignal;
}

export interface Progress {
  /** All events up to here are handled. */
  readonly position: number;
  /** The position of the newest event; 0 in an empty store. */
  readonly head: number;
}

export const BATCH_EVENTS_DEFAULT = 500;
