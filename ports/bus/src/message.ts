/** One message. Its size as JSON is at most `MESSAGE_BYTES_MAX`. */
export interface Message {
  /** Unique over the bus; a publisher that repeats itself repeats it. At most 120 characters. */
  readonly id: string;
  /** Lower-case words, dots and dashes, such as `orders.order-created`. At most 120 characters. */
  readonly topic: string;
  /** What order is kept by, such as the id of the order. At most 120 characters, not empty. */
  readonly key: string;
  /** Any JSON value. */
  readonly body: unknown;
  /** Small strings beside the body, such as a trace context. At most 20, of 1,000 characters. */
  readonly headers: Readonly<Record<string, string>>;
}
