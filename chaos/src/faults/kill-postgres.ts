import { setTimeout as sleep } from "node:timers/promises";
import type { Databases } from "../campus/databases.ts";

const TRIES = 40;
const TRY_EVERY_MS = 25;

/** Kills the database server while a service is in the middle of a statement or a transaction. */
export async function killPostgres(databases: Databases): Promise<string | undefined> {
  const pid = await databases.serverPid();
  let busy = 0;
  for (let tried = 1; tried <= TRIES && busy === 0; tried++) {
    const [row] = await databases.rows<{ busy: number }>(
      "postgres",
      `select count(*)::integer as busy from pg_stat_activity
       where usename like 'quad\\_%' and state <> 'idle'`,
    );
    busy = row?.busy ?? 0;
    if (busy === 0) await sleep(TRY_EVERY_MS);
  }
  process.kill(pid, "SIGKILL");
  return busy > 0 ? `${busy} connections at work` : undefined;
}
