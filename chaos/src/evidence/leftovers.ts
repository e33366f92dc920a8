import type { Databases } from "../campus/databases.ts";
import type { SagaFile } from "./evidence.ts";

/** Databases of services that have an outbox. */
const WITH_OUTBOX = ["catalog", "cart", "orders", "inventory", "payments", "notifications"];

/** What is still to be done in the campus, in words; empty when it is quiet. */
export async function leftovers(databases: Databases): Promise<string[]> {
  const found = [
    ...(await unfinishedSagas(databases)),
    ...(await unendedOrders(databases)),
    ...(await unheardMessages(databases)),
    ...(await modelsBehind(databases)),
    ...(await deadLetters(databases)),
  ];
  for (const service of WITH_OUTBOX) {
    const [row] = await databases.rows<{ waiting: number }>(
      service,
      "select count(*)::integer as waiting from quad_outbox",
    );
    if (row && row.waiting > 0) found.push(`${row.waiting} events in the outbox of ${service}`);
  }
  return found;
}

/** Only a person can end what is left of these: waiting longer does not help. */
export function isStuck(leftover: string): boolean {
  return leftover.startsWith("dead letter") || leftover.includes("parked");
}

/** How many orders are on their way, by the sagas or, where none directs, by the list. */
export async function ordersUnderWay(databases: Databases): Promise<number> {
  const [row] = await databases.rows<{ count: number }>(
    "orders",
    `select greatest(
       (select count(*) from quad_saga.saga where status in ('running', 'compensating')),
       (select count(*) from order_list where status = 'pending')
     )::integer as count`,
  );
  return row?.count ?? 0;
}

async function unfinishedSagas(databases: Databases): Promise<string[]> {
  const rows = await databases.rows<Omit<SagaFile, "steps"> & { order_id: string }>(
    "orders",
    `select id, name, status, reason, coalesce(input->>'orderId', id) as order_id
     from quad_saga.saga where status not in ('done', 'compensated')`,
  );
  return rows.map(
    ({ name, status, reason, order_id: order }) =>
      `the saga ${name} of order ${order} is ${status}: ${reason}`,
  );
}

/** By what was published: no end, or an end that nobody was told of. */
async function unendedOrders(databases: Databases): Promise<string[]> {
  const rows = await databases.rows<{ key: string; topics: string[] }>(
    "bus",
    `select key, array_agg(distinct topic) as topics from message
     where topic like 'orders.%' or topic = 'notifications.notification-sent'
     group by key
     having not (array_agg(topic) && '{orders.order-confirmed,orders.order-cancelled}')
       or not (array_agg(topic) && '{notifications.notification-sent}')`,
  );
  return rows.map(
    ({ key, topics }) => `order ${key} has come no further than ${topics.join(", ")}`,
  );
}

async function unheardMessages(databases: Databases): Promise<string[]> {
  const rows = await databases.rows<{ name: string; waiting: number }>(
    "bus",
    `select name, (
       (select count(*) from group_slot
        join message on message.slot = group_slot.slot and position > cursor
        where group_name = name and topic = any(topics))
       + (select count(*) from held_message join held_key using (group_name, slot, key)
          where group_name = name and dead is null)
     )::integer as waiting
     from consumer_group`,
  );
  return rows
    .filter(({ waiting }) => waiting > 0)
    .map(({ name, waiting }) => `${waiting} messages that ${name} has not heard`);
}

/** Read models that have not seen all that orders recorded. */
async function modelsBehind(databases: Databases): Promise<string[]> {
  const rows = await databases.rows<{ name: string; behind: number }>(
    "orders",
    `select name, (
       (select coalesce(max(position), 0) from quad_events.placed) - position
       + (select count(*) from quad_events.unplaced)
     )::integer as behind
     from quad_events.checkpoint`,
  );
  return rows
    .filter(({ behind }) => behind > 0)
    .map(({ name, behind }) => `${behind} events that ${name} has not seen`);
}

async function deadLetters(databases: Databases): Promise<string[]> {
  const rows = await databases.rows<{ group_name: string; key: string; error: string }>(
    "bus",
    "select group_name, key, error from held_key where dead is not null",
  );
  return rows.map(
    ({ group_name, key, error }) => `dead letter of ${group_name} about ${key}: ${error}`,
  );
}
