import type pg from "pg";
import type { Statement } from "../connections.ts";
import { run } from "./bus-pools.ts";
import type { Settlement, Standing } from "./settlement.ts";

/** What a claimer has to show. */
export interface Ownership {
  readonly group: string;
  readonly slot: number;
  readonly token: string;
  readonly owner: number;
  readonly leaseMs: number;
}

/**
 * Gives a slot back together with all that happened in it, or, when the slot was lost, nothing:
 * every part hangs on the row that the first one updates.
 */
const SETTLE: Statement = {
  name: "settle",
  text: `
    with settled as (
      update group_slot
      set cursor = coalesce($4, cursor), claim = null, owner = null,
          crashes = 0, suspects = greatest(suspects - 1, 0)
      where group_name = $1 and slot = $2 and claim = $3
      returning group_name, slot
    ),
    handled as (
      delete from held_message
       using settled, unnest($5::text[], $6::bigint[]) as done (key, position)
      where held_message.group_name = settled.group_name and held_message.slot = settled.slot
        and held_message.key = done.key and held_message.position = done.position
    ),
    held as (
      insert into held_message
        (group_name, slot, key, position, id, topic, body, headers, bytes)
      select group_name, slot, key, position, id, topic, body, headers, bytes
      from settled join message using (slot)
      where position = any($7)
    ),
    freed as (
      delete from held_key using settled
      where held_key.group_name = settled.group_name and held_key.slot = settled.slot
        and held_key.key = any($8)
    ),
    stopped as (
      insert into held_key
        (group_name, slot, key, attempts, due_at, error, claim, owner, dead, died_at)
      select group_name, slot, key, attempts,
             now() + coalesce(delay, 0) * interval '1 ms', error,
             case when busy then $3::uuid end,
             case when busy then $14::integer end,
             case when delay is null then nextval('dead_letter_number') end,
             case when delay is null then now() end
      from settled, unnest($9::text[], $10::integer[], $11::float8[], $12::text[], $13::boolean[])
        as stopped (key, attempts, delay, error, busy)
      on conflict (group_name, slot, key) do update
      set attempts = excluded.attempts, due_at = excluded.due_at, error = excluded.error,
          claim = excluded.claim, owner = excluded.owner,
          dead = excluded.dead, died_at = excluded.died_at
    )
    select slot from settled`,
};

/**
 * The same for a key that was busy when its slot was given back. Others may have put messages
 * behind it since: the next owner of the slot goes on with them, or frees the key.
 */
const SETTLE_KEY: Statement = {
  name: "settle-key",
  text: `
    with settled as (
      update held_key
      set claim = null, owner = null, attempts = $5,
          due_at = now() + coalesce($6::float8, 0) * interval '1 ms', error = $7,
          dead = case when $6 is null then nextval('dead_letter_number') end,
          died_at = case when $6 is null then now() end
      where group_name = $1 and slot = $2 and claim = $3 and key = $4
      returning group_name, slot, key
    ),
    handled as (
      delete from held_message using settled
      where held_message.group_name = settled.group_name and held_message.slot = settled.slot
        and held_message.key = settled.key and held_message.position = any($8)
    )
    select key from settled`,
};

/** Changes nothing when the slot is no longer under this token. Error: BUS_UNAVAILABLE. */
export async function settleSlot(
  pool: pg.Pool,
  { group, slot, token, owner, leaseMs }: Ownership,
  { cursor, handled, held, stopped, freed }: Settlement,
): Promise<void> {
  await run(pool, SETTLE, [
    ...[group, slot, token, cursor],
    handled.map(({ key }) => key),
    handled.map(({ position }) => position),
    held,
    freed,
    stopped.map(({ key }) => key),
    stopped.map(({ attempts }) => attempts),
    stopped.map(({ busy, delayMs }) => (busy ? leaseMs : delayMs)),
    stopped.map(({ error }) => error),
    stopped.map(({ busy }) => busy),
    owner,
  ]);
}

/** Changes nothing when the key is no longer under this token. Error: BUS_UNAVAILABLE. */
export async function settleKey(
  pool: pg.Pool,
  { group, slot, token }: Ownership,
  { key, attempts, delayMs, error }: Standing,
  handled: readonly string[],
): Promise<void> {
  const values = [group, slot, token, key, attempts, delayMs, error, handled];
  await run(pool, SETTLE_KEY, values);
}
