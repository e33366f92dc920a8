import type pg from "pg";
import type { Statement } from "../connections.ts";
import {
  CRASHES_MAX,
  HELD_CHAIN_MAX,
  HELD_KEYS_MAX,
  UNHEARD_MAX,
  WINDOW_MAX,
} from "./bus-limits.ts";
import { run } from "./bus-pools.ts";
import { IS_DUE, ownerIsDead } from "./ownership.ts";

/** What a claimer says about itself. `token` is fresh for each claim. */
export interface Claimer {
  readonly group: string;
  readonly topics: readonly string[];
  readonly token: string;
  readonly owner: number;
  readonly leaseMs: number;
}

/** A slot that now belongs to the claimer. `crashes`: owners that died alone with this message. */
export interface ClaimedSlot {
  readonly slot: number;
  readonly crashes: number;
}

// $1 is the group and $2 the owner in each of these.
const FREE = `(claim is null or lease_until < now() or ${ownerIsDead("owner")})`;

/**
 * Messages that the group does not hear are no work, until there are so many of them that looking
 * past them costs more than moving the cursor over them.
 */
const hasWork = (topics: string) => `(
  exists (select from (select topic from message
                       where message.slot = group_slot.slot and position > cursor
                       order by position limit ${UNHEARD_MAX}) as next
          where topic = any(${topics}))
  or exists (select from message
             where message.slot = group_slot.slot and position > cursor
             order by position offset ${UNHEARD_MAX - 1})
  or exists (select from held_key
             where held_key.group_name = group_slot.group_name
               and held_key.slot = group_slot.slot and ${IS_DUE})
)`;

const SUSPECT = `(suspects > 0 or crashes + (claim is not null)::integer >= ${CRASHES_MAX})`;

/** Whatever killed the owners was among the messages that a claim loads at most. */
const SUSPECTS_MAX = WINDOW_MAX + HELD_KEYS_MAX * HELD_CHAIN_MAX;

// A member that knows another list of topics is of another version: it would skip messages.
const GROUP_AGREES = "(select topics = $4 from consumer_group where name = $1)";

/** Takes up to $6 free slots with work, the longest unserved first. */
const CLAIM: Statement = {
  name: "claim",
  text: `
    with chosen as materialized (
      select slot from group_slot
      where group_name = $1 and ${GROUP_AGREES} and not ${SUSPECT} and ${FREE} and ${hasWork("$4")}
      order by lease_until
      limit $6
      for update skip locked
    )
    update group_slot
    set claim = $3, owner = $2, lease_until = now() + $5 * interval '1 ms',
        crashes = crashes + (claim is not null)::integer
    from chosen
    where group_name = $1 and group_slot.slot = chosen.slot
    returning group_slot.slot, 0 as crashes`,
};

/**
 * Takes one slot whose owners keep dying. From then on, the crashes counted are those of the one
 * message that was delivered alone.
 */
const CLAIM_SUSPECT: Statement = {
  name: "claim-suspect",
  text: `
    with chosen as materialized (
      select slot from group_slot
      where group_name = $1 and ${GROUP_AGREES} and ${SUSPECT} and ${FREE} and ${hasWork("$4")}
      limit 1
      for update skip locked
    )
    update group_slot
    set claim = $3, owner = $2, lease_until = now() + $5 * interval '1 ms',
        crashes = case when suspects = 0 then 0 else crashes + (claim is not null)::integer end,
        suspects = case when suspects = 0 then ${SUSPECTS_MAX} else suspects end
    from chosen
    where group_name = $1 and group_slot.slot = chosen.slot
    returning group_slot.slot, crashes`,
};

const HAS_SUSPECTS: Statement = {
  name: "has-suspects",
  text: `
    select slot from group_slot
    where group_name = $1 and ${SUSPECT} and ${FREE} and ${hasWork("$3")}
    limit 1`,
};

/** Gives back what a claim took whose answer, or whose messages, never came. */
const RELEASE: Statement = {
  name: "release",
  text: "update group_slot set claim = null, owner = null where group_name = $1 and claim = $2",
};

/** Claims slots. One token may hold several. Error: BUS_UNAVAILABLE. */
export function claimSlots(
  pool: Pick<pg.Pool, "query">,
  claimer: Claimer,
  slotsMax: number,
): Promise<ClaimedSlot[]> {
  return run(pool, CLAIM, [...valuesOf(claimer), slotsMax]);
}

/** Claims one slot whose messages are to be delivered one at a time. Error: BUS_UNAVAILABLE. */
export function claimSuspect(
  pool: Pick<pg.Pool, "query">,
  claimer: Claimer,
): Promise<ClaimedSlot[]> {
  return run(pool, CLAIM_SUSPECT, valuesOf(claimer));
}

/** True when some slot has to be claimed with `claimSuspect`. Error: BUS_UNAVAILABLE. */
export async function hasSuspects(
  pool: pg.Pool,
  { group, owner, topics }: Pick<Claimer, "group" | "owner" | "topics">,
): Promise<boolean> {
  const slots = await run(pool, HAS_SUSPECTS, [group, owner, topics]);
  return slots.length > 0;
}

/** Releases all slots of a token, as if they had not been claimed. Error: BUS_UNAVAILABLE. */
export async function releaseSlots(pool: pg.Pool, group: string, token: string): Promise<void> {
  await run(pool, RELEASE, [group, token]);
}

function valuesOf({ group, topics, token, owner, leaseMs }: Claimer): unknown[] {
  return [group, owner, token, topics, leaseMs];
}
