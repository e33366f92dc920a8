/** An event on its way into a stream. */
export interface NewEvent {
  /** Lower-case words, dots and dashes, such as `orders.order-created`. At most 120 characters. */
  readonly type: string;
  /** Any JSON value. With the metadata at most `EVENT_BYTES_MAX` as JSON. */
  readonly data: unknown;
  /** Version of the shape of `data`, from 1; see `upcasters`. Default 1. */
  readonly schema?: number;
  /** What is known beside the fact, such as who asked. Default: nothing. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /**
   * A UUID. Default: a fresh one. Choose it where an append whose outcome is unknown must be
   * recognised when the stream is read again: the store does not look for twins.
   */
  readonly id?: string;
}

/** An event of a stream. It never changes. */
export interface RecordedEvent {
  readonly stream: string;
  /** 1 for the first event of the stream, then 2, 3 … */
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly schema: number;
  readonly data: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Never earlier than that of the event before it in the stream. */
  readonly recordedAt: Date;
}

/** An event with its place among those of all streams. */
export interface PlacedEvent extends RecordedEvent {
  /** 1 for the first event of the store, then 2, 3 … */
  readonly position: number;
}
