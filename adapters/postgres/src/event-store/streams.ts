import {
  type Appended,
  type CheckedEvent,
  type CheckedRange,
  type Expected,
  eventStoreErrors,
  type RecordedEvent,
} from "@quad/event-store";
import { CompiledQuery, type Kysely, sql } from "kysely";
import { type EventRow, toEvent } from "./event-rows.ts";

interface AppendOptions {
  readonly expected: Expected;
  readonly now: Date;
}

interface AppendAnswer {
  readonly appended: boolean;
  readonly version: number;
  readonly recorded_at: Date;
  readonly archived: boolean;
}

/** Errors: EVENT_STORE_ARCHIVED, EVENT_STORE_CONFLICT. */
export async function appendEvents<Schema>(
  database: Kysely<Schema>,
  stream: string,
  events: readonly CheckedEvent[],
  { expected, now }: AppendOptions,
): Promise<Appended> {
  const { rows } = await sql<AppendAnswer>`
    select * from quad_events.append(
      ${stream}, ${expected === "any" ? null : expected}, ${now},
      ${events.map(({ id }) => id)}, ${events.map(({ type }) => type)},
      ${events.map(({ schema }) => schema)}, ${events.map(({ data }) => data)},
      ${events.map(({ metadata }) => metadata)}
    )
  `.execute(database);
  const answer = rows[0];
  if (answer?.appended) return { version: answer.version, recordedAt: answer.recorded_at };
  if (answer?.archived) throw eventStoreErrors.EVENT_STORE_ARCHIVED({ stream });
  const actual = answer?.version;
  throw eventStoreErrors.EVENT_STORE_CONFLICT({ stream, expected, actual });
}

/**
 * A stream's events, or one row without any: then `archived` says whether to look elsewhere. A text
 * that is ready for the driver, and no function, which would hand its rows over twice: of a stream
 * of ten events that saves a tenth of the time.
 */
const READ = `
  select stream.archived, event.*
  from quad_events.stream left join lateral (
    select version, id, type, schema, data, metadata, recorded_at from quad_events.event
    where event.stream = stream.id and version > $2 and version <= $3 and recorded_at <= $4
    order by version limit $5
  ) as event on true
  where stream.name = $1
  order by event.version`;

const READ_ARCHIVED = `
  select version, id, type, schema, data, metadata, recorded_at
  from quad_events.read_archived($1, $2, $3, $4, $5)
  order by version`;

type StreamRow = Omit<EventRow, "stream">;
type FoundRow = StreamRow | { readonly version: null; readonly archived: boolean };

export async function readStream<Schema>(
  database: Kysely<Schema>,
  stream: string,
  { after, upTo, until, limit }: CheckedRange,
): Promise<RecordedEvent[]> {
  const parameters = [stream, after, upTo, until ?? "infinity", limit];
  const rowsOf = async <Row>(text: string) =>
    (await database.executeQuery<Row>(CompiledQuery.raw(text, parameters))).rows;
  const found = await rowsOf<FoundRow>(READ);
  if (found[0]?.version !== null) return (found as StreamRow[]).map((row) => toEvent(stream, row));
  if (!found[0].archived) return [];
  // An archive takes all events at once and gives none back: the later look misses nothing.
  return (await rowsOf<StreamRow>(READ_ARCHIVED)).map((row) => toEvent(stream, row));
}

/**
 * One statement: the stream is closed and its events are moved, or nothing is done. An append that
 * is under way is waited for; the version is then no longer the expected one.
 * Error: EVENT_STORE_CONFLICT.
 */
export async function archiveStream<Schema>(
  database: Kysely<Schema>,
  stream: string,
  expected: number,
): Promise<void> {
  const { rows } = await sql`
    with closed as (
      update quad_events.stream set archived = true
      where name = ${stream} and version = ${expected}
      returning id
    ),
    moved as (
      delete from quad_events.event using closed where event.stream = closed.id returning event.*
    ),
    kept as (insert into quad_events.archived_event select * from moved)
    select from closed
  `.execute(database);
  if (rows.length > 0) return;
  const actual = await versionOf(database, stream);
  throw eventStoreErrors.EVENT_STORE_CONFLICT({ stream, expected, actual });
}

async function versionOf<Schema>(database: Kysely<Schema>, stream: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select version from quad_events.stream where name = ${stream}
  `.execute(database);
  return rows[0]?.version ?? 0;
}
