import type { Databases } from "../campus/databases.ts";
import type { AgainFault } from "../plan/fault.ts";

const SLOTS_MAX = 4;

/**
 * Puts the cursor of a group back, as a crash of the server may: what was handled last is
 * delivered once more, in its order. Only where nothing is held: the messages behind a held one
 * have been put aside already.
 */
export async function deliverAgain(
  databases: Databases,
  { target, messages, salt }: AgainFault,
): Promise<string | undefined> {
  const [row] = await databases.rows<{ again: number }>(
    "bus",
    `with chosen as (
       select slot, cursor from group_slot
       where group_name = $1 and claim is null and not exists (
         select from held_key
         where held_key.group_name = group_slot.group_name and held_key.slot = group_slot.slot
       ) and exists (
         select from message join consumer_group on name = $1
         where message.slot = group_slot.slot and position <= cursor and topic = any(topics)
       )
       order by md5(slot || $3) limit ${SLOTS_MAX} for update skip locked
     ),
     back as (
       select slot, handled.position, handled.topic = any(topics) as is_heard
       from chosen cross join lateral (
         select position, topic from message
         where message.slot = chosen.slot and position <= chosen.cursor
         order by position desc limit $2
       ) as handled
       join consumer_group on name = $1
     ),
     first as (select slot, min(position) - 1 as cursor from back group by slot),
     moved as (
       update group_slot set cursor = first.cursor
       from first where group_name = $1 and group_slot.slot = first.slot
     )
     select count(*) filter (where is_heard)::integer as again from back`,
    [target, messages, salt],
  );
  return row && row.again > 0 ? `${row.again} messages to ${target}` : undefined;
}
