import { sql, type Transaction } from "kysely";
import { LOCK_CLASS } from "../advisory-locks.ts";
import { withNext } from "../connection/with-next.ts";
import type { EmittedEvent } from "./emitted-events.ts";

/**
 * Keys share this many locks, a power of two: a transaction with many keys must not fill the
 * server's lock table.
 */
const KEY_LOCKS = 1_024;

/**
 * Writes the events of a transaction as its last statement, on the way of its commit.
 *
 * Ids come from a sequence, and a sequence does not follow the order of commits: of two
 * transactions the one that drew the lower id may commit later. So each takes a lock for each of
 * its keys before it draws an id, and holds it until it has ended: within a key, whoever draws the
 * lower id has committed before the next draws. Locks are taken in one order by all, so nobody
 * waits in a circle. The count makes every lock come before the first row, and the first id.
 */
export async function writeOutbox<Schema>(
  transaction: Transaction<Schema>,
  events: readonly EmittedEvent[],
): Promise<void> {
  const keys = [...new Set(events.map((event) => event.key))];
  const column = <T>(of: (event: EmittedEvent) => T) => events.map(of);
  await sql`${withNext}
    with slots as (
      select distinct hashtext(key) & ${KEY_LOCKS - 1}::integer as slot
      from unnest(${keys}::text[]) as key
      order by slot
    ),
    locks as materialized (
      select pg_advisory_xact_lock(${LOCK_CLASS.outboxKey}, slot) from slots
    )
    insert into quad_outbox (event_id, type, version, key, emitted_at, data, headers)
    select event_id, type, version, key, emitted_at, data, headers
    from (select count(*) from locks) as locked,
      unnest(
        ${column(({ id }) => id)}::uuid[], ${column(({ type }) => type)}::text[],
        ${column(({ version }) => version)}::integer[], ${column(({ key }) => key)}::text[],
        ${column(({ time }) => time)}::timestamptz[], ${column(({ data }) => data)}::json[],
        ${column(({ headers }) => headers)}::json[]
      ) with ordinality as given (event_id, type, version, key, emitted_at, data, headers, nth)
    order by nth
  `.execute(transaction);
}
