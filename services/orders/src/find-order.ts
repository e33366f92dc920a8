import { orderErrors } from "./order-errors.ts";
import type { OrderPage } from "./order-page.ts";
import { orderDecider } from "./order-stream.ts";
import type { OrdersKit } from "./orders-kit.ts";

type Kit = Pick<OrdersKit, "resources" | "events">;

/** The order as it is now, read from its stream. Error: ORDER_NOT_FOUND. */
export async function readOrder(kit: Kit, id: string): Promise<OrderPage> {
  const order = await kit.resources.orders.find(id);
  if (!order) throw orderErrors.ORDER_NOT_FOUND({ id });
  return order.state;
}

/** When an order is looked at. */
export type Moment = { readonly at: Date } | { readonly version: number };

/** The order as it was. Errors: ORDER_NOT_FOUND, ORDER_NOT_YET. */
export async function findOrderAt(kit: Kit, id: string, moment: Moment): Promise<OrderPage> {
  const range = "at" in moment ? { until: moment.at } : { upTo: moment.version };
  const then = await kit.resources.orders.findAt(id, range);
  if (then && ("at" in moment || then.version === moment.version)) return then.state;
  const [first] = await kit.events.read(orderDecider.streamOf(id), { limit: 1 });
  if (!first) throw orderErrors.ORDER_NOT_FOUND({ id });
  const words = "at" in moment ? moment.at.toISOString() : `version ${moment.version}`;
  throw orderErrors.ORDER_NOT_YET({ id, moment: words });
}
