import type { PlacedEvent, RecordedEvent } from "@quad/event-store";

/** An event as Postgres hands it out. */
export interface EventRow {
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly schema: number;
  readonly data: unknown;
  readonly metadata: RecordedEvent["metadata"];
  readonly recorded_at: Date;
}

export interface PlacedRow extends EventRow {
  /** A bigint comes as text. */
  readonly position: string;
}

export function toEvent(stream: string, row: Omit<EventRow, "stream">): RecordedEvent {
  const { version, id, type, schema, data, metadata, recorded_at: recordedAt } = row;
  return { stream, version, id, type, schema, data, metadata, recordedAt };
}

export function toPlaced(row: PlacedRow): PlacedEvent {
  return { ...toEvent(row.stream, row), position: Number(row.position) };
}
