import type pg from "pg";
import type { Statement } from "../../connections.ts";
import { SLOTS } from "../bus-limits.ts";
import { run } from "../bus-pools.ts";

/**
 * A new group begins at cursor 0: with the oldest message that is left. A known one keeps its
 * cursors and goes on with the topics of this, its latest, member.
 */
const REGISTER: Statement = {
  name: "register",
  text: `
    with registered as (
      insert into consumer_group (name, topics) values ($1, $2)
      on conflict (name) do update set topics = excluded.topics, registered_at = now(), absent = '0'
      returning name
    )
    select add_slots(name, ${SLOTS}) from registered`,
};

/** Error: BUS_UNAVAILABLE. */
export async function registerGroup(
  pool: pg.Pool,
  group: string,
  topics: readonly string[],
): Promise<void> {
  await run(pool, REGISTER, [group, topics]);
}
