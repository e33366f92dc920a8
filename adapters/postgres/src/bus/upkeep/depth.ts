import type { GroupDepth } from "@quad/bus";
import type pg from "pg";
import type { Statement } from "../../connections.ts";
import { run } from "../bus-pools.ts";

/** Every unhandled message counts once, by how its key stands. */
const DEPTH: Statement = {
  name: "depth",
  text: `
    with unhandled as (
      select message.slot, message.key
      from group_slot
      join message on message.slot = group_slot.slot and position > cursor
      join consumer_group on name = group_name
      where group_name = $1 and topic = any(topics)
      union all
      select slot, key from held_message where group_name = $1
    ),
    standing as (
      select case when dead is not null then 'dead'
                  when attempts > 0 then 'retrying'
                  else 'ready' end as state
      from unhandled
      left join held_key
        on group_name = $1 and held_key.slot = unhandled.slot and held_key.key = unhandled.key
    ),
    dead_letters as (
      select count(*) from held_key where group_name = $1 and dead is not null
    )
    select count(*) filter (where state = 'ready')::integer as ready,
           count(*) filter (where state = 'retrying')::integer as retrying,
           (table dead_letters)::integer as dead,
           (count(*) filter (where state = 'dead') - (table dead_letters))::integer as blocked
    from standing`,
};

/** Ready is what no key holds back, or only a handler that is still at work. */
const HAS_READY: Statement = {
  name: "has-ready",
  text: `
    select exists (
      select from group_slot join consumer_group on name = group_name
      where group_name = $1 and exists (
        select from message
        where message.slot = group_slot.slot and position > cursor and topic = any(topics)
          and not exists (
            select from held_key
            where held_key.group_name = $1
              and held_key.slot = message.slot and held_key.key = message.key
              and (dead is not null or attempts > 0)
          )
      )
    ) or exists (
      select from held_message join held_key using (group_name, slot, key)
      where group_name = $1 and dead is null and attempts = 0
    ) as "hasReady"`,
};

/** Zeros for a group that nobody has joined yet. Error: BUS_UNAVAILABLE. */
export async function depthOf(pool: pg.Pool, group: string): Promise<GroupDepth> {
  const [depth] = await run<{ ready: number; retrying: number; dead: number; blocked: number }>(
    pool,
    DEPTH,
    [group],
  );
  return depth ?? { ready: 0, retrying: 0, dead: 0, blocked: 0 };
}

/** False for a group that nobody has joined yet. Error: BUS_UNAVAILABLE. */
export async function hasReady(pool: pg.Pool, group: string): Promise<boolean> {
  const [row] = await run<{ hasReady: boolean }>(pool, HAS_READY, [group]);
  return row?.hasReady === true;
}
