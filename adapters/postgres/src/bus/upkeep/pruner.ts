import type { Clock } from "@quad/clock";
import type pg from "pg";
import type { Statement } from "../../connections.ts";
import { LOCKS, SLOTS } from "../bus-limits.ts";
import { run } from "../bus-pools.ts";
import { type TendOptions, tendGroups } from "./absent-groups.ts";

/** A message stays this long after all have handled it: for a look back and groups to come. */
export const RETENTION_MS = 60 * 60 * 1_000;
/** Between two rounds. */
export const PRUNE_EVERY_MS = 60 * 1_000;
const PRUNE_BATCH_MAX = 5_000;

/**
 * Without groups nothing is pruned: min() of nothing is null. Only one process at a time prunes,
 * and the others do not wait for it.
 */
const PRUNE: Statement = {
  name: "prune",
  text: `
    with turn as materialized (select pg_try_advisory_xact_lock(${LOCKS.prune}) as ours),
    old as (
      select position from turn join message on turn.ours
      where slot = $1
        and position <= (select min(cursor) from group_slot where slot = $1)
        and published_at < now() - $2 * interval '1 ms'
      order by position
      limit ${PRUNE_BATCH_MAX}
    ),
    deleted as (
      delete from message using old
      where message.slot = $1 and message.position = old.position
      returning message.position
    )
    select count(*)::integer as deleted from deleted`,
};

/**
 * Deletes what every group has handled and nobody may want any more, and groups that are gone for
 * good, until the signal aborts.
 */
export async function pruneUntil(
  signal: AbortSignal,
  { clock, ...options }: TendOptions & { readonly clock: Clock },
): Promise<void> {
  const { pool, log } = options;
  while (!signal.aborted) {
    await clock.sleep(PRUNE_EVERY_MS, signal).catch(() => {});
    if (signal.aborted) return;
    const round = tendGroups(options).then(() => prune(pool, signal));
    await round.catch((error: unknown) => log.debug({ error }, "no pruning now"));
  }
}

/** One round over all slots. Answers how many messages it deleted. */
export async function prune(pool: pg.Pool, signal: AbortSignal): Promise<number> {
  let total = 0;
  for (let slot = 0; slot < SLOTS && !signal.aborted; ) {
    const [row] = await run<{ deleted: number }>(pool, PRUNE, [slot, RETENTION_MS]);
    const deleted = row?.deleted ?? 0;
    total += deleted;
    if (deleted < PRUNE_BATCH_MAX) slot++;
  }
  return total;
}
