import { HEARTBEAT_MS } from "./limits.ts";

const EVENT_STREAM = Symbol("event stream");

/** One event of a stream, in the fields of the HTML standard. */
export interface ServerEvent {
  /** Its name; a browser calls it `message` where it has none. */
  readonly event?: string;
  /** What a client that comes back sends as `Last-Event-ID`. */
  readonly id?: string;
  /** Sent as JSON. */
  readonly data: unknown;
}

/** An answer that goes on. Made by `eventStream`. */
export interface EventStream {
  readonly [EVENT_STREAM]: true;
  readonly source: AsyncIterable<ServerEvent>;
  readonly heartbeatMs: number;
}

/**
 * Server-sent events, for a route with `events: true`. They go on until `source` ends or the
 * request's `signal` aborts: the client went away, or the server stops. A source that waits for
 * something waits with that signal, or it outlives its client. The deadline of the route is met
 * once the stream is returned.
 */
export function eventStream(
  source: AsyncIterable<ServerEvent>,
  { heartbeatMs = HEARTBEAT_MS }: { heartbeatMs?: number } = {},
): EventStream {
  return { [EVENT_STREAM]: true, source, heartbeatMs };
}

export function isEventStream(value: unknown): value is EventStream {
  return typeof value === "object" && value !== null && EVENT_STREAM in value;
}
