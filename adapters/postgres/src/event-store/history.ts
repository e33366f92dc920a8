import type { PlacedEvent } from "@quad/event-store";
import { type Kysely, sql } from "kysely";
import { type PlacedRow, toPlaced } from "./event-rows.ts";

/** Appends that are given positions in one transaction. */
const PLACE_BATCH_MAX = 1_000;

/**
 * Gives positions to all that was committed before the call. Never inside a transaction of the
 * caller: it has to see what others have committed, and must not hold them up.
 */
export async function placeAll<Schema>(database: Kysely<Schema>): Promise<void> {
  while (true) {
    const { rows } = await sql<{ more: boolean }>`
      select quad_events.place(${PLACE_BATCH_MAX}) as more
    `.execute(database);
    if (!rows[0]?.more) return;
  }
}

/**
 * Events by position; those that have none yet are not there. `offset 0` makes the planner look up
 * each event by its key: a page costs the same in a history of any size, also before the server
 * has statistics of it.
 */
export async function readHistory<Schema>(
  database: Kysely<Schema>,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<PlacedEvent[]> {
  const { rows } = await sql<PlacedRow>`
    select placed.position, stream.name as stream, placed.version, event.id, event.type,
      event.schema, event.data, event.metadata, event.recorded_at
    from quad_events.placed
    cross join lateral (
      select name from quad_events.stream where stream.id = placed.stream offset 0
    ) as stream
    cross join lateral (
      select * from quad_events.event
      where event.stream = placed.stream and event.version = placed.version
      union all
      select * from quad_events.archived_event as event
      where event.stream = placed.stream and event.version = placed.version
      offset 0
    ) as event
    where placed.position > ${after} and placed.position <= ${after + limit}
    order by placed.position
  `.execute(database);
  return rows.map(toPlaced);
}

/** The last position that was given. */
export async function headOf<Schema>(database: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ head: string }>`
    select coalesce(max(position), 0) as head from quad_events.placed
  `.execute(database);
  return Number(rows[0]?.head);
}
