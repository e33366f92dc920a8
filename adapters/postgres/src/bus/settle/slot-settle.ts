import type pg from "pg";
import type { Statement } from "../../connections.ts";
import { run } from "../bus-pools.ts";
import type { Settlement, Standing } from "./settlement.ts";

/** What a claimer has to show. */
export interface Ownership {
  readonly group: string;
  readonly slot: number;
  readonly token: string;
  readonly owner: number;
  readonly leaseMs: number;
}

/** One slot with what happened in it. */
export interface SlotOutcome {
  readonly ownership: Ownership;
  readonly settlement: Settlement;
  /** What the group hears. */
  readonly topics: readonly string[];
  /** Called before the statement is sent: it sees all that was published until then. */
  readonly sending: () => void;
}

/** What a slot that was given back is like now. */
export interface SettledSlot {
  /** There is more to do in it, that nobody may have been called for. */
  readonly hasMore: boolean;
}

// Not locked before the update, for a lock is a record in the WAL of its own. The slots of a group
// come by number, as renewals lock them (leases.ts), so that nobody waits in a circle.
const SETTLED = `
    given as (
      select * from unnest($1::text[], $2::smallint[], $3::uuid[], $4::bigint[], $5::text[])
        with ordinality as given (group_name, slot, claim, new_cursor, topics, nth)
    ),
    settled as (
      update group_slot
      set cursor = coalesce(new_cursor, cursor), claim = null, owner = null,
          crashes = 0, suspects = greatest(suspects - 1, 0)
      from given
      where group_slot.group_name = given.group_name and group_slot.slot = given.slot
        and group_slot.claim = given.claim
      returning group_slot.group_name, group_slot.slot, given.claim, cursor, topics, nth
    )`;

const HAS_MORE = `
    select nth::integer, (
      exists (select from message
              where message.slot = settled.slot and position > settled.cursor
                and topic = any(string_to_array(topics, ' ')))
      or exists (select from held_key
                 where held_key.group_name = settled.group_name
                   and held_key.slot = settled.slot and dead is null and due_at <= now())
    ) as "hasMore"
    from settled`;

/** Most slots have nothing to hold and nothing that was held: only their cursors move. */
const SETTLE_CURSORS: Statement = {
  name: "settle-cursors",
  text: `with ${SETTLED} ${HAS_MORE}`,
};

/**
 * Gives slots back together with all that happened in them, or, where a slot was lost, nothing:
 * every part hangs on the rows that are updated first.
 */
const SETTLE: Statement = {
  name: "settle",
  text: `
    with ${SETTLED},
    handled as (
      delete from held_message
      using settled, unnest($6::bigint[], $7::text[], $8::bigint[]) as done (nth, key, position)
      where done.nth = settled.nth
        and held_message.group_name = settled.group_name and held_message.slot = settled.slot
        and held_message.key = done.key and held_message.position = done.position
    ),
    held as (
      insert into held_message
        (group_name, slot, key, position, id, topic, body, event_version, event_time, headers,
         bytes)
      select group_name, message.slot, key, message.position, id, topic, body, event_version,
             event_time, headers, bytes
      from settled
      join unnest($9::bigint[], $10::bigint[]) as wait (nth, position) using (nth)
      join message on message.slot = settled.slot and message.position = wait.position
    ),
    freed as (
      delete from held_key
      using settled, unnest($11::bigint[], $12::text[]) as free (nth, key)
      where free.nth = settled.nth
        and held_key.group_name = settled.group_name and held_key.slot = settled.slot
        and held_key.key = free.key
    ),
    stopped as (
      insert into held_key
        (group_name, slot, key, attempts, due_at, error, claim, owner, dead, died_at)
      select group_name, slot, key, attempts,
             now() + coalesce(delay, 0) * interval '1 ms', error,
             case when busy then claim end,
             case when busy then stopped.owner end,
             case when delay is null then nextval('dead_letter_number') end,
             case when delay is null then now() end
      from settled
      join unnest($13::bigint[], $14::text[], $15::integer[], $16::float8[], $17::text[],
                  $18::boolean[], $19::integer[])
        as stopped (nth, key, attempts, delay, error, busy, owner) using (nth)
      on conflict (group_name, slot, key) do update
      set attempts = excluded.attempts, due_at = excluded.due_at, error = excluded.error,
          claim = excluded.claim, owner = excluded.owner,
          dead = excluded.dead, died_at = excluded.died_at
    )
    ${HAS_MORE}`,
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

/**
 * Changes nothing in a slot that is no longer under its token. Answers for each slot, in their
 * order, what it is like; undefined for one that was lost. Error: BUS_UNAVAILABLE.
 */
export async function settleSlots(
  pool: pg.Pool,
  outcomes: readonly SlotOutcome[],
): Promise<(SettledSlot | undefined)[]> {
  for (const { sending } of outcomes) sending();
  const inOrder = outcomes.toSorted((one, other) => one.ownership.slot - other.ownership.slot);
  const slots = [
    inOrder.map(({ ownership }) => ownership.group),
    inOrder.map(({ ownership }) => ownership.slot),
    inOrder.map(({ ownership }) => ownership.token),
    inOrder.map(({ settlement }) => settlement.cursor),
    inOrder.map(({ topics }) => topics.join(" ")),
  ];
  const rows = inOrder.every(({ settlement }) => isCursorOnly(settlement))
    ? await run<SettledRow>(pool, SETTLE_CURSORS, slots)
    : await run<SettledRow>(pool, SETTLE, [...slots, ...keysOf(inOrder)]);
  const byOutcome = new Map(rows.map((row) => [inOrder[row.nth - 1], row]));
  return outcomes.map((outcome) => byOutcome.get(outcome));
}

interface SettledRow extends SettledSlot {
  /** Of the outcomes, from 1. */
  readonly nth: number;
}

function isCursorOnly({ handled, held, stopped, freed }: Settlement): boolean {
  return handled.length + held.length + stopped.length + freed.length === 0;
}

/** $6 and what follows: a column each, and first in which of the slots. */
function keysOf(outcomes: readonly SlotOutcome[]): unknown[][] {
  const numbered = outcomes.map((outcome, index) => ({ ...outcome, nth: index + 1 }));
  const all = <T>(list: (settlement: Settlement) => readonly T[]) =>
    numbered.flatMap(({ nth, ownership, settlement }) =>
      list(settlement).map((item) => ({ nth, ownership, item })),
    );
  const handled = all((settlement) => settlement.handled);
  const held = all((settlement) => settlement.held);
  const freed = all((settlement) => settlement.freed);
  const stopped = all((settlement) => settlement.stopped);
  return [
    handled.map(({ nth }) => nth),
    handled.map(({ item }) => item.key),
    handled.map(({ item }) => item.position),
    held.map(({ nth }) => nth),
    held.map(({ item }) => item),
    freed.map(({ nth }) => nth),
    freed.map(({ item }) => item),
    stopped.map(({ nth }) => nth),
    stopped.map(({ item }) => item.key),
    stopped.map(({ item }) => item.attempts),
    stopped.map(({ item, ownership }) => (item.busy ? ownership.leaseMs : item.delayMs)),
    stopped.map(({ item }) => item.error),
    stopped.map(({ item }) => item.busy),
    stopped.map(({ ownership }) => ownership.owner),
  ];
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
