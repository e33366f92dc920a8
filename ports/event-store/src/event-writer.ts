import type { NewEvent, RecordedEvent } from "./recorded-event.ts";

/**
 * What one does with single streams, alone or inside a transaction; see `EventStore.within`.
 * Errors of every call: EVENT_STORE_NOT_RUNNING, EVENT_STORE_INVALID, EVENT_STORE_UNAVAILABLE.
 */
export interface EventWriter {
  /**
   * Adds events to the end of a stream, all or none, if the stream is where the caller believes
   * it to be. Of any number of callers with the same expected version, exactly one succeeds. When
   * it resolves outside a transaction, the events survive the death of every process (durable
   * stores). After EVENT_STORE_UNAVAILABLE the outcome is unknown: read the stream.
   * Errors: EVENT_STORE_CONFLICT (`details.actual` is the version), EVENT_STORE_ARCHIVED,
   * EVENT_STORE_TOO_LARGE.
   */
  append(
    stream: string,
    events: readonly NewEvent[],
    options: { readonly expected: Expected },
  ): Promise<Appended>;

  /**
   * Events of a stream, oldest first, archived or not; none for a stream that is not there. At most
   * `limit`: `streamEvents` reads on by itself. Error: EVENT_STORE_SCHEMA_UNREADABLE.
   */
  read(stream: string, range?: StreamRange): Promise<RecordedEvent[]>;

  /**
   * Keeps what the events up to a version come to, so that reading can begin there. One is kept for
   * each schema; an older one does not replace a newer one. A version that the stream has not
   * reached is refused. Errors: EVENT_STORE_CONFLICT, EVENT_STORE_TOO_LARGE.
   */
  saveSnapshot(stream: string, snapshot: Snapshot): Promise<void>;

  /** The snapshot of this schema, unless it is later than `upTo`; another schema's is none. */
  snapshot(stream: string, wanted: WantedSnapshot): Promise<Snapshot | undefined>;

  /**
   * Moves a stream that is finished out of the way of the others. It can still be read, and is
   * still in the history at the same positions, but takes no more events. Doing it twice is fine.
   * Used by no service yet: it is here for the labs.
   * Error: EVENT_STORE_CONFLICT, when the stream is not at the expected version.
   */
  archive(stream: string, options: { readonly expected: number }): Promise<void>;

  /**
   * Sets the checkpoint of a subscription to zero: it handles all history again. A batch in hand
   * does not move the checkpoint any more. A read model is rebuilt by a transaction that first
   * rewinds, which waits for the batch in hand, and then empties the model.
   */
  rewind(subscription: string): Promise<void>;
}

/** The version that a stream must have; 0 means that it must not exist. */
export type Expected = number | "any";

export interface Appended {
  /** Of the last event. */
  readonly version: number;
  /** Of each of them, as it will be read. */
  readonly recordedAt: Date;
}

/** All of it by default. */
export interface StreamRange {
  /** Only larger versions. */
  readonly after?: number;
  /** Not beyond this version. */
  readonly upTo?: number;
  /** Not what was recorded after this instant: the stream as it was then. */
  readonly until?: Date;
  /** At most `READ_EVENTS_MAX`, which is the default. */
  readonly limit?: number;
}

export interface Snapshot {
  /** Of the last event that is in `state`. */
  readonly version: number;
  /** Version of the shape of `state`, from 1. */
  readonly schema: number;
  /** Any JSON value, at most `SNAPSHOT_BYTES_MAX` as JSON. */
  readonly state: unknown;
}

export interface WantedSnapshot {
  readonly schema: number;
  readonly upTo?: number;
}

export const APPEND_EVENTS_MAX = 500;
export const APPEND_BYTES_MAX = 4 * 1024 * 1024;
export const EVENT_BYTES_MAX = 64 * 1024;
export const SNAPSHOT_BYTES_MAX = 1024 * 1024;
export const READ_EVENTS_MAX = 1_000;
