import type { SubscriptionOptions } from "@quad/bus";
import type { Logger } from "@quad/telemetry";
import type pg from "pg";
import type { Statement } from "../../connections.ts";
import { ABSENT_DAYS_MAX } from "../bus-limits.ts";
import { run } from "../bus-pools.ts";
import { registerGroup } from "../member/register-group.ts";

export interface TendOptions {
  readonly pool: pg.Pool;
  readonly log: Logger;
  /** The members of this process. */
  readonly present: Iterable<Pick<SubscriptionOptions, "group" | "topics">>;
}

/**
 * One round, in every process: the groups of its members are present, all others a while longer
 * absent. A group that was absent for `ABSENT_DAYS_MAX` is forgotten: nobody prunes what it has not
 * handled, and one that is gone for good would keep the log growing. Error: BUS_UNAVAILABLE.
 */
export async function tendGroups({ pool, log, present }: TendOptions): Promise<void> {
  const members = new Map([...present].map((options) => [options.group, options]));
  const known = await run<{ name: string }>(pool, COUNT, [[...members.keys()]]);
  for (const { name } of known) members.delete(name);
  // A process that was paused for so long: its members find their group gone.
  for (const { group, topics } of members.values()) await registerGroup(pool, group, topics);
  for (const { name, ...missed } of await run<Forgotten>(pool, FORGET, [ABSENT_DAYS_MAX])) {
    const reason = `no member for ${ABSENT_DAYS_MAX} days`;
    log.warn({ group: name, reason, ...missed }, "a group is forgotten, with what it has missed");
  }
}

interface Forgotten {
  readonly name: string;
  readonly messages: number;
  readonly deadLetters: number;
}

/** Several processes count in turns, so only what has passed since; when all pause, little. */
const COUNT: Statement = {
  name: "count-absence",
  text: `
    with counted as (
      update consumer_group
      set counted_at = now(),
          absent = case when name = any($1) then interval '0'
                        else absent + least(now() - counted_at, interval '5 min') end
      where counted_at < now() - interval '50 s' or (name = any($1) and absent > interval '0')
    )
    select name from consumer_group where name = any($1)`,
};

/** A member that joins at this moment waits for the commit, and begins a new group. */
const FORGET: Statement = {
  name: "forget-groups",
  text: `
    with gone as (
      delete from consumer_group where absent >= $1 * interval '1 day' returning name, topics
    ),
    slots as (
      delete from group_slot using gone where group_name = name
      returning group_name, slot, cursor, topics
    ),
    keys as (
      delete from held_key using gone where group_name = name returning group_name, dead
    ),
    waiting as (
      delete from held_message using gone where group_name = name returning group_name
    ),
    unread as (
      select group_name from slots join message using (slot)
      where position > cursor and topic = any(topics)
    )
    select name,
      ((select count(*) from unread where group_name = name)
        + (select count(*) from waiting where group_name = name))::integer as messages,
      (select count(*) from keys where group_name = name and dead is not null)::integer
        as "deadLetters"
    from gone`,
};
