import { validate as isUuid, v7 as uuidv7 } from "uuid";
import { invalid, isVersion, isWords } from "./check-calls.ts";
import { eventStoreErrors } from "./event-store-errors.ts";
import { APPEND_BYTES_MAX, APPEND_EVENTS_MAX, EVENT_BYTES_MAX } from "./event-writer.ts";
import { jsonOf } from "./json-of.ts";
import type { NewEvent } from "./recorded-event.ts";

/** An event that keeps the rules, with its defaults filled in. */
export interface CheckedEvent {
  readonly id: string;
  readonly type: string;
  readonly schema: number;
  /** As JSON. */
  readonly data: string;
  /** As JSON. */
  readonly metadata: string;
}

/**
 * What every adapter does first with an append, so that all refuse the same things and a refused
 * append has no effect. Errors: EVENT_STORE_INVALID, EVENT_STORE_TOO_LARGE.
 */
export function checkEvents(events: readonly NewEvent[]): CheckedEvent[] {
  if (events.length === 0) throw invalid("an append has at least one event");
  needAtMost("An append", APPEND_EVENTS_MAX, "events", events.length);
  const checked = events.map(check);
  const bytes = checked.map(({ data, metadata }) => Buffer.byteLength(data + metadata));
  for (const size of bytes) needAtMost("An event", EVENT_BYTES_MAX, "bytes", size);
  const total = bytes.reduce((sum, size) => sum + size, 0);
  needAtMost("An append", APPEND_BYTES_MAX, "bytes", total);
  return checked;
}

function check({ id = uuidv7(), type, schema = 1, data, metadata = {} }: NewEvent): CheckedEvent {
  if (!isWords(type)) throw invalid("the type of an event is lower-case words, at most 120");
  if (!isUuid(id)) throw invalid(`the id of an event must be a UUID: ${type}`);
  if (!isVersion(schema)) throw invalid(`the schema of an event is a whole number from 1: ${type}`);
  if (!isRecord(metadata)) throw invalid(`the metadata of an event is a record: ${type}`);
  const json = { data: jsonOf(data), metadata: jsonOf(metadata) };
  if (json.data === undefined) throw invalid(`the data of an event must be JSON: ${type}`);
  if (json.metadata === undefined) throw invalid(`the metadata of an event must be JSON: ${type}`);
  // As Postgres writes it: what is read back is what was given, in every adapter.
  return { id: id.toLowerCase(), type, schema, data: json.data, metadata: json.metadata };
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function needAtMost(what: string, max: number, unit: string, actual: number): void {
  if (actual > max) throw eventStoreErrors.EVENT_STORE_TOO_LARGE({ what, max, unit, actual });
}
