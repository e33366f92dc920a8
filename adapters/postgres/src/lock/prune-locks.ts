import type { Clock } from "@quad/clock";
import type { Logger } from "@quad/telemetry";
import type pg from "pg";

interface Pruning {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Logger;
}

const PRUNE_EVERY_MS = 600_000;
/** Whoever still stands in the line of a lock that was free for so long is dead. */
const PRUNE_SQL = `
  with unused as (
    delete from lock where name in (
      select name from lock where expires_at < clock_timestamp() - interval '1 hour'
      limit 10000 for update skip locked
    )
    returning name
  )
  delete from lock_waiter where name in (select name from unused)`;

/** Deletes the rows of locks that nobody uses any more, until the signal aborts. */
export async function pruneLocksUntil(signal: AbortSignal, pruning: Pruning): Promise<void> {
  const { pool, clock, log } = pruning;
  while (!signal.aborted) {
    await clock.sleep(PRUNE_EVERY_MS, signal).catch(() => {});
    if (signal.aborted) return;
    await pruneLocks(pool).catch((error: unknown) => {
      log.warn({ error }, "locks could not be pruned");
    });
  }
}

/** One round. */
export async function pruneLocks(queryable: Pick<pg.ClientBase, "query">): Promise<void> {
  await queryable.query(PRUNE_SQL);
}
