import type { PlacedEvent } from "@quad/event-store";
import { type Kysely, sql } from "kysely";
import { type PlacedRow, toPlaced } from "./event-rows.ts";

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
