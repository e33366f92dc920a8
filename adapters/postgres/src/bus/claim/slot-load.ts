import type { Message } from "@quad/bus";
import type pg from "pg";
import type { Statement } from "../../connections.ts";
import { HELD_CHAIN_MAX, HELD_KEYS_MAX, WINDOW_BYTES_MAX } from "../bus-limits.ts";
import { run } from "../bus-pools.ts";
import type { StoredBody } from "../stored-body.ts";
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

export type LoadedRow = HeldRow | LogRow;

interface Row extends Omit<Message, "body">, StoredBody {
  /** Of the claims that were asked for, from 1. */
  readonly nth: number;
  readonly slot: number;
}

/** The error of a message that was never reported on. */
export const DIED = "The process died, or went silent, while it handled this message.";

/**
 * What the slots in `mine` have to do, first the keys that are due, then the log after the cursor:
 * the parts of a statement that has `mine (nth, group_name, slot, cursor, heard)` before them.
 * The asker is $2, and $5 the most messages of the log.
 *
 * It must see what the former owner of a slot has left, so the slots have been claimed before the
 * statement began, or have not changed since: see slot-claim.ts.
 */
export const LOAD_PARTS = `
    taken_over as (
      update held_key
      set claim = null, owner = null, due_at = now(),
          attempts = attempts + 1, error = '${DIED}'
      from mine
      where held_key.group_name = mine.group_name and held_key.slot = mine.slot
        and claim is not null and ${IS_DUE}
      returning nth, held_key.slot, key, attempts
    ),
    held as (
      select mine.nth, mine.slot, due.key, due.attempts, position, id, topic, body, event_version,
             event_time, headers,
             row_number() over chain as nth_of_key,
             lead(position) over chain is null as last,
             sum(bytes) over (partition by mine.nth, mine.slot order by due_at, due.key, position)
                - bytes as before
      from mine
      cross join lateral (
        select key, attempts, due_at from held_key
        where held_key.group_name = mine.group_name and slot = mine.slot and ${IS_DUE}
        order by due_at
        limit least($5::integer, ${HELD_KEYS_MAX})
      ) as due
      left join lateral (
        select position, id, topic, body, event_version, event_time, headers, bytes
        from held_message
        where held_message.group_name = mine.group_name and slot = mine.slot and key = due.key
        order by position
        limit ${HELD_CHAIN_MAX} + 1
      ) as message on true
      window chain as (partition by mine.nth, mine.slot, due.key order by position)
    ),
    log as (
      select mine.nth, mine.group_name, heard, message.*,
             max(position) over (partition by mine.nth, message.slot) as reached
      from mine
      cross join lateral (
        select *, sum(bytes) over (order by position) - bytes as before
        from (select * from message where slot = mine.slot and position > mine.cursor
              order by position limit $5) as next
      ) as message
      where before < ${WINDOW_BYTES_MAX}
    ),
    loaded as (
      select nth, 'held' as source, slot, key, position, id, topic, body, event_version,
             event_time, headers,
             coalesce(taken_over.attempts, held.attempts) as attempts, last,
             null::boolean as heard, null::boolean as behind
      from held left join taken_over using (nth, slot, key)
      where held.nth_of_key <= least($5, ${HELD_CHAIN_MAX})
        and coalesce(before, 0) < ${WINDOW_BYTES_MAX}
      union all
      select nth, 'log', slot, key, position, id, topic, body, event_version, event_time, headers,
             null, null, topic = any(heard),
             topic = any(heard) and exists (
               select from held_key
               where held_key.group_name = log.group_name
                 and held_key.slot = log.slot and held_key.key = log.key
             )
      from log
      where topic = any(heard) or position = reached
    )`;

/** Rows of a batch in the order in which they are worked off. */
export const LOAD_ORDER = "nth, slot, source, position";

/** For claims that have been made before: $1 to $4 are their groups, the asker, tokens, topics. */
const LOAD: Statement = {
  name: "load",
  text: `
    with asked as (
      select *, string_to_array(topics, ' ') as heard
      from unnest($1::text[], $3::uuid[], $4::text[])
        with ordinality as asked (group_name, token, topics, nth)
    ),
    mine as (
      select nth, group_slot.group_name, slot, cursor, heard
      from asked join group_slot
        on group_slot.group_name = asked.group_name and group_slot.claim = asked.token
    ),
    ${LOAD_PARTS}
    select nth::integer, source, slot, key, position, id, topic, body, event_version,
           event_time, headers,
           attempts, last, heard, behind
    from loaded
    order by ${LOAD_ORDER}`,
};

export interface Loading {
  readonly group: string;
  readonly owner: number;
  readonly token: string;
  readonly topics: readonly string[];
}

/**
 * What the slots under these tokens have to do, `windowMax` messages after each cursor at most.
 * Rows ordered by claim (`nth`, from 1) and slot; in it the held ones first, each key's in order.
 * Error: BUS_UNAVAILABLE.
 */
export function loadSlots(
  pool: Pick<pg.Pool, "query">,
  claims: readonly Loading[],
  windowMax: number,
): Promise<LoadedRow[]> {
  return run(pool, LOAD, [
    claims.map(({ group }) => group),
    claims[0]?.owner,
    claims.map(({ token }) => token),
    claims.map(({ topics }) => topics.join(" ")),
    windowMax,
  ]);
}
