import { sql } from "kysely";
import type { Database } from "../database.ts";

/** More than that is no longer counted: to look must stay cheap when much waits. */
export const WAITING_EVENTS_MAX = 100_000;

/** How many events wait in the outbox to be published. Error: DATABASE_UNAVAILABLE. */
export async function waitingEvents<Schema>(database: Database<Schema>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count
    from (select from quad_outbox limit ${WAITING_EVENTS_MAX}) as waiting
  `.execute(database.sql);
  return rows[0]?.count ?? 0;
}
