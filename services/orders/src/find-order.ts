import { orderErrors } from "./order-errors.ts";
import type { OrderPage } from "./order-page.ts";
import { readOn, streamOf } from "./order-stream.ts";
import type { OrdersKit, OrdersSql } from "./orders-kit.ts";
import { recentOrdersOf } from "./recent-orders.ts";

type Kit = Pick<OrdersKit, "database" | "events">;

/**
 * The order as it is now, whatever the read model has got to: what this process remembers or else
 * the model holds, and the events after that. Null when there is none.
 */
export async function findOrder({ database, events }: Kit, id: string): Promise<OrderPage | null> {
  const known = recentOrdersOf(events).get(id) ?? (await storedPage(database.sql, id));
  return await readOn(events, id, known);
}

/** The same. Error: ORDER_NOT_FOUND. */
export async function readOrder(kit: Kit, id: string): Promise<OrderPage> {
  const page = await findOrder(kit, id);
  if (!page) throw orderErrors.ORDER_NOT_FOUND({ id });
  return page;
}

/** When an order is looked at. */
export type Moment = { readonly at: Date } | { readonly version: number };

/** The order as it was. Errors: ORDER_NOT_FOUND, ORDER_NOT_YET. */
export async function findOrderAt(
  { events }: Pick<Kit, "events">,
  id: string,
  moment: Moment,
): Promise<OrderPage> {
  const range = "at" in moment ? { until: moment.at } : { upTo: moment.version };
  const page = await readOn(events, id, null, range);
  const isThere = "at" in moment ? page !== null : page?.version === moment.version;
  if (page && isThere) return page;
  const [first] = await events.read(streamOf(id), { limit: 1 });
  if (!first) throw orderErrors.ORDER_NOT_FOUND({ id });
  const words = "at" in moment ? moment.at.toISOString() : `version ${moment.version}`;
  throw orderErrors.ORDER_NOT_YET({ id, moment: words });
}

async function storedPage(sql: OrdersSql, id: string): Promise<OrderPage | null> {
  const row = await sql
    .selectFrom("order_page")
    .select("page")
    .where("order_id", "=", id)
    .executeTakeFirst();
  return row?.page ?? null;
}
