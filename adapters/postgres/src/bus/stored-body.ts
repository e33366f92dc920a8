import type { Message } from "@quad/bus";
import { eventFieldsOf, eventOf } from "@quad/database";

/** How the log keeps a body: an event as its data, anything else whole. */
export interface StoredBody {
  readonly body: unknown;
  /** Null, like the time, of what is no event. */
  readonly event_version: number | null;
  readonly event_time: Date | null;
}

/**
 * The envelope of an event says what its message says too, and what all events say alike: 300 bytes
 * of 500 to 900. It is left out where `bodyOf` makes it again to the letter.
 */
export function storedBody({ id, topic, key, body }: Message): StoredBody {
  const event = eventFieldsOf(body);
  if (event?.id !== id || event.type !== topic || event.key !== key || event.data === undefined) {
    return { body, event_version: null, event_time: null };
  }
  return { body: event.data, event_version: event.version, event_time: event.time };
}

export function bodyOf(row: Pick<Message, "id" | "topic" | "key"> & StoredBody): unknown {
  const { id, topic: type, key, body, event_version: version, event_time: time } = row;
  if (version === null || time === null) return body;
  return eventOf({ id, type, version, key, time, data: body });
}
