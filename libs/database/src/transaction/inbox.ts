import { sql } from "kysely";
import type { Tx } from "../database.ts";

/**
 * The inbox: records in this transaction that an event has its effect, and says whether that is
 * the first time. A twin at the same time waits until the other transaction has ended.
 */
export async function firstTime<Schema>(tx: Tx<Schema>, eventId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into quad_inbox (event_id) values (${eventId}) on conflict do nothing
  `.execute(tx.sql);
  return numAffectedRows === 1n;
}
