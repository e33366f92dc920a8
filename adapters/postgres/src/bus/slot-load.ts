import type { Message } from "@quad/bus";
import type pg from "pg";
import type { Statement } from "../connections.ts";
import { HELD_CHAIN_MAX, HELD_KEYS_MAX, WINDOW_BYTES_MAX } from "./bus-limits.ts";
import { run } from "./bus-pools.ts";
import { IS_DUE } from "./ownership.ts";

/** A message of a key that is due for a retry; with null fields for a key that has none left. */
export interface HeldRow extends Row {
  readonly source: "held";
  readonly position: string | null;
  /** Of the key's oldest message, so far. */
  readonly attempts: number;
  /** No further message of this key is held. */
  readonly last: boolean;
}

/** A message after the cursor. */
export interface LogRow extends Row {
  readonly source: "log";
  readonly position: string;
  readonly attempts: null;
  /** The group hears the topic. If not, the row only tells how far the load reached. */
  readonly heard: boolean;
  /** The group hears it, and older messages of its key are held. */
  readonly behind: boolean;
}

interface Row extends Message {
  readonly slot: number;
}

/** The error of a message that was never reported on. */
export const DIED = "The process died, or went silent, while it handled this message.";

/**
 * What a token's slots have to do: first the keys that are due, then the log after the cursor.
 * It must run after the claim, not in one statement with it: the claim may wait for the former
 * owner to commit, and a statement sees what was committed before it began.
 */
const LOAD: Statement = {
  name: "load",
  text: `
    with mine as (
      select slot, cursor from group_slot where group_name = $1 and claim = $3
    ),
    taken_over as (
      update held_key
      set claim = null, owner = null, due_at = now(),
          attempts = attempts + 1, error = '${DIED}'
      from mine
      where group_name = $1 and held_key.slot = mine.slot and claim is not null and ${IS_DUE}
      returning held_key.slot, key, attempts
    ),
    held as (
      select mine.slot, due.key, due.attempts, position, id, topic, body, headers,
             row_number() over chain as nth,
             lead(position) over chain is null as last,
             sum(bytes) over (partition by mine.slot order by due_at, due.key, position)
                - bytes as before
      from mine
      cross join lateral (
        select key, attempts, due_at from held_key
        where group_name = $1 and slot = mine.slot and ${IS_DUE}
        order by due_at
        limit least($5::integer, ${HELD_KEYS_MAX})
      ) as due
      left join lateral (
        select position, id, topic, body, headers, bytes from held_message
        where group_name = $1 and slot = mine.slot and key = due.key
        order by position
        limit ${HELD_CHAIN_MAX} + 1
      ) as message on true
      window chain as (partition by mine.slot, due.key order by position)
    ),
    log as (
      select message.*, max(position) over (partition by message.slot) as reached
      from mine
      cross join lateral (
        select *, sum(bytes) over (order by position) - bytes as before
        from (select * from message where slot = mine.slot and position > mine.cursor
              order by position limit $5) as next
      ) as message
      where before < ${WINDOW_BYTES_MAX}
    )
    select 'held' as source, slot, key, position, id, topic, body, headers,
           coalesce(taken_over.attempts, held.attempts) as attempts, last,
           null as heard, null as behind
    from held left join taken_over using (slot, key)
    where nth <= least($5, ${HELD_CHAIN_MAX}) and coalesce(before, 0) < ${WINDOW_BYTES_MAX}
    union all
    select 'log', slot, key, position, id, topic, body, headers,
           null, null, topic = any($4),
           topic = any($4) and exists (
             select from held_key
             where group_name = $1 and held_key.slot = log.slot and held_key.key = log.key
           )
    from log
    where topic = any($4) or position = reached
    order by slot, source, position`,
};

export interface Loading {
  readonly group: string;
  readonly owner: number;
  readonly token: string;
  readonly topics: readonly string[];
  /** Messages after the cursor of each slot, at most. */
  readonly windowMax: number;
}

/** Rows ordered by slot; in it the held ones first, each key's in order. Error: BUS_UNAVAILABLE. */
export function loadSlots(
  pool: Pick<pg.Pool, "query">,
  { group, owner, token, topics, windowMax }: Loading,
): Promise<(HeldRow | LogRow)[]> {
  return run(pool, LOAD, [group, owner, token, topics, windowMax]);
}
