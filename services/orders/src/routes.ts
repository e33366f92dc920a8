import { writesOf } from "@quad/chassis";
import { ordersHttp } from "@quad/contracts/http/orders";
import { eventStream, routesOf } from "@quad/http";
import { actOnOrder, askReturn } from "./act-on-order.ts";
import { findOrderAt, readOrder } from "./find-order.ts";
import { orderErrors } from "./order-errors.ts";
import { tellHistory } from "./order-history.ts";
import { viewOrder } from "./order-view.ts";
import type { OrdersKit } from "./orders-kit.ts";
import type { OrdersSchema } from "./orders-schema.ts";
import { placeOrder } from "./place-order.ts";
import { watchOrder } from "./watch-order.ts";

const route = routesOf<OrdersKit>();
const write = writesOf<OrdersSchema, OrdersKit>();

/** The public HTTP of orders. There are no accounts yet: who knows an id may see and change it. */
export const routes = [
  write(ordersHttp.placeOrder, ({ kit, tx, body }) => placeOrder(kit, tx, body)),
  route(ordersHttp.readOrder, async ({ kit, params: { id }, query: { at, version } }) => {
    if (at !== undefined && version !== undefined) throw orderErrors.ORDER_MOMENT_AMBIGUOUS();
    if (at !== undefined) return viewOrder(await findOrderAt(kit, id, { at: new Date(at) }));
    if (version !== undefined) return viewOrder(await findOrderAt(kit, id, { version }));
    return viewOrder(await readOrder(kit, id));
  }),
  route(ordersHttp.readHistory, async ({ kit, params }) =>
    tellHistory(await readOrder(kit, params.id)),
  ),
  route(ordersHttp.followOrder, async ({ kit, params, signal }) =>
    eventStream(watchOrder(kit, await readOrder(kit, params.id), signal)),
  ),
  write(ordersHttp.cancelOrder, ({ kit, tx, params }) =>
    actOnOrder(kit, tx, params.id, { type: "ask-cancellation" }),
  ),
  write(ordersHttp.shipOrder, ({ kit, tx, params, body }) =>
    actOnOrder(kit, tx, params.id, { type: "ship", ...body }),
  ),
  write(ordersHttp.deliverOrder, ({ kit, tx, params }) =>
    actOnOrder(kit, tx, params.id, { type: "deliver" }),
  ),
  write(ordersHttp.askReturn, ({ kit, tx, params, body }) =>
    askReturn(kit, tx, params.id, body.items),
  ),
];
