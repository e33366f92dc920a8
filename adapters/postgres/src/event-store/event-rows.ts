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

export function toEvent({ recorded_at: recordedAt, ...row }: EventRow): RecordedEvent {
  return { ...row, recordedAt };
}

export function toPlaced({ recorded_at: recordedAt, position, ...row }: PlacedRow): PlacedEvent {
  return { ...row, recordedAt, position: Number(position) };
}
