import { setTimeout as sleep } from "node:timers/promises";
import type { Databases } from "../campus/databases.ts";

const TRIES = 40;
const TRY_EVERY_MS = 25;

/**
 * The server ends every connection of a service to its database, at a moment when one of them is
 * in the middle of something; after a second, in any case. Answers what was hit.
 */
export async function cutConnections(
  databases: Databases,
  service: string,
): Promise<string | undefined> {
  for (let tried = 1; tried <= TRIES; tried++) {
    const [row] = await databases.rows<{ busy: number; ended: number }>(
      "postgres",
      `select count(*) filter (where state <> 'idle')::integer as busy,
              count(*) filter (where pg_terminate_backend(pid))::integer as ended
       from pg_stat_activity
       where usename = $1 and ($2 or exists (
         select from pg_stat_activity as other where other.usename = $1 and other.state <> 'idle'
       ))`,
      [`quad_${service}`, tried === TRIES],
    );
    if (row && row.busy > 0) return `${row.busy} of ${row.ended} connections of ${service} at work`;
    await sleep(TRY_EVERY_MS);
  }
  return undefined;
}
