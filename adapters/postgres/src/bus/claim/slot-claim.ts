import type pg from "pg";
import type { Statement } from "../../connections.ts";
import {
  CRASHES_MAX,
  HELD_CHAIN_MAX,
  HELD_KEYS_MAX,
  UNHEARD_MAX,
  WINDOW_MAX,
} from "../bus-limits.ts";
import { run } from "../bus-pools.ts";
import { IS_DUE, ownerIsDead } from "./ownership.ts";
import { LOAD_ORDER, LOAD_PARTS, type LoadedRow, loadSlots } from "./slot-load.ts";

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

// The asker is $2 in each of these.
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
const agrees = (group: string, topics: string) =>
  `(select consumer_group.topics = ${topics} from consumer_group where name = ${group})`;

/**
 * Takes for each claimer up to so many free slots with work, the longest unserved first, and loads
 * what they have to do: one statement for all groups of a process.
 *
 * The row of a slot is locked in its newest version, but all else is seen as it was when the
 * statement began. If the former owner gave the slot back in between, what it has put aside would
 * not be seen: then the row is another than it was (`fresh` is false), nothing is loaded, and the
 * claimer loads in a statement of its own.
 */
const CLAIM: Statement = {
  name: "claim",
  text: `
    with asked as (
      select *, string_to_array(topics, ' ') as heard
      from unnest($1::text[], $3::uuid[], $4::text[], $7::integer[])
        with ordinality as asked (group_name, token, topics, slots_max, nth)
    ),
    agreeing as materialized (select * from asked where ${agrees("group_name", "heard")}),
    before as materialized (
      select group_name, slot, xmin::text as version from group_slot
      where group_name = any($1)
    ),
    chosen as materialized (
      select nth, token, heard, found.*
      from agreeing cross join lateral (
        select group_name, slot, cursor, xmin::text as version from group_slot
        where group_slot.group_name = agreeing.group_name
          and not ${SUSPECT} and ${FREE} and ${hasWork("agreeing.heard")}
        order by lease_until
        limit agreeing.slots_max
        for update skip locked
      ) as found
    ),
    claimed as (
      update group_slot
      set claim = token, owner = $2, lease_until = now() + $6 * interval '1 ms',
          crashes = crashes + (claim is not null)::integer
      from chosen
      where group_slot.group_name = chosen.group_name and group_slot.slot = chosen.slot
      returning nth, group_slot.slot, heard, chosen.group_name, chosen.cursor, version
    ),
    taken as materialized (
      select nth, group_name, slot, cursor, heard, claimed.version = before.version as fresh
      from claimed join before using (group_name, slot)
    ),
    mine as (select nth, group_name, slot, cursor, heard from taken where fresh),
    ${LOAD_PARTS}
    select nth::integer, 'claim' as source, slot, null as key, null as position, null as id,
           null as topic, null as body, null as event_version, null as event_time,
           null as headers, null as attempts, null as last,
           null as heard, null as behind, fresh
    from taken
    union all
    select nth::integer, source, slot, key, position, id, topic, body, event_version,
           event_time, headers,
           attempts, last, heard, behind, null
    from loaded
    union all
    select nth::integer, 'suspect', null, null, null, null, null, null, null, null, null, null,
           null, null, null, null
    from agreeing
    where exists (
      select from group_slot
      where group_slot.group_name = agreeing.group_name
        and ${SUSPECT} and ${FREE} and ${hasWork("agreeing.heard")}
    )
    order by ${LOAD_ORDER}`,
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
      where group_name = $1 and ${agrees("$1", "$4")}
        and ${SUSPECT} and ${FREE} and ${hasWork("$4")}
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

/** Gives back what a claim took whose answer, or whose messages, never came. */
const RELEASE: Statement = {
  name: "release",
  text: "update group_slot set claim = null, owner = null where group_name = $1 and claim = $2",
};

export interface Claiming extends Claimer {
  readonly slotsMax: number;
}

/** What came of one claim. */
export interface Claimed {
  readonly slots: readonly ClaimedSlot[];
  readonly rows: readonly LoadedRow[];
  /** Some slot of the group has to be claimed with `claimSuspect`. */
  readonly hasSuspects: boolean;
}

type ClaimRow =
  | LoadedRow
  | { readonly source: "suspect"; readonly nth: number }
  | { readonly source: "claim"; readonly nth: number; readonly slot: number; fresh: boolean };

/**
 * Claims slots for several groups, each under a token that may hold several, and loads what they
 * have to do. Answers in the order of the claims. Error: BUS_UNAVAILABLE.
 */
export async function claimSlots(
  pool: Pick<pg.Pool, "query">,
  claims: readonly Claiming[],
): Promise<Claimed[]> {
  const rows = await run<ClaimRow>(pool, CLAIM, [
    claims.map(({ group }) => group),
    claims[0]?.owner,
    claims.map(({ token }) => token),
    claims.map(({ topics }) => topics.join(" ")),
    WINDOW_MAX,
    claims[0]?.leaseMs,
    claims.map(({ slotsMax }) => slotsMax),
  ]);
  const stale = claims.filter((_, index) =>
    rows.some((row) => row.nth === index + 1 && row.source === "claim" && !row.fresh),
  );
  const late = stale.length > 0 ? await loadSlots(pool, stale, WINDOW_MAX) : [];
  return claims.map((claim, index) => {
    const ofClaim = rows.filter(({ nth }) => nth === index + 1);
    const nthStale = stale.indexOf(claim) + 1;
    const loaded = nthStale > 0 ? late.filter(({ nth }) => nth === nthStale) : ofClaim;
    return {
      slots: ofClaim.flatMap((row) =>
        row.source === "claim" ? [{ slot: row.slot, crashes: 0 }] : [],
      ),
      rows: loaded.filter((row) => row.source === "held" || row.source === "log"),
      hasSuspects: ofClaim.some(({ source }) => source === "suspect"),
    };
  });
}

/** Claims one slot whose messages are to be delivered one at a time. Error: BUS_UNAVAILABLE. */
export function claimSuspect(
  pool: Pick<pg.Pool, "query">,
  { group, topics, token, owner, leaseMs }: Claimer,
): Promise<ClaimedSlot[]> {
  return run(pool, CLAIM_SUSPECT, [group, owner, token, topics, leaseMs]);
}

/** Releases all slots of a token, as if they had not been claimed. Error: BUS_UNAVAILABLE. */
export async function releaseSlots(pool: pg.Pool, group: string, token: string): Promise<void> {
  await run(pool, RELEASE, [group, token]);
}
