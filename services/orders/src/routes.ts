import { Id } from "@quad/contracts";
import { answer, eventStream, routesOf } from "@quad/http";
import { Type } from "typebox";
import { orderErrors } from "./order-errors.ts";
import { findOrder } from "./order-page.ts";
import { OrderView, viewOrder } from "./order-view.ts";
import type { OrdersKit } from "./orders-kit.ts";
import { OrderPlaced, PlaceOrder, placeOrder } from "./place-order.ts";
import { watchOrder } from "./watch-order.ts";

const route = routesOf<OrdersKit>();
const OrderId = Type.Object({ id: Id }, { additionalProperties: false });

/** The public HTTP of orders. An order's id is unguessable: who knows it may see the order. */
export const routes = [
  route({
    method: "POST",
    path: "/api/orders",
    summary: "Place an order",
    who: "anyone",
    body: PlaceOrder,
    idempotencyKey: "required",
    answer: OrderPlaced,
    status: 201,
    refusals: [
      "BOOK_UNKNOWN",
      "BOOK_REPEATED",
      "CURRENCIES_MIXED",
      "ORDER_TOO_DEAR",
      "IDEMPOTENCY_KEY_REUSED",
    ],
    handle: async ({ kit, body, idempotencyKey }) => {
      const { order, replayed } = await placeOrder(kit, body, idempotencyKey);
      return answer(order, {
        headers: {
          location: `/api/orders/${order.id}`,
          ...(replayed && { "idempotency-replayed": "true" }),
        },
      });
    },
  }),
  route({
    method: "GET",
    path: "/api/orders/:id",
    summary: "An order with its timeline",
    who: "anyone",
    params: OrderId,
    answer: OrderView,
    refusals: ["ORDER_NOT_FOUND"],
    handle: async ({ kit, params }) => {
      const found = await findOrder(kit, params.id);
      if (!found) throw orderErrors.ORDER_NOT_FOUND(params);
      return viewOrder(found);
    },
  }),
  route({
    method: "GET",
    path: "/api/orders/:id/events",
    summary: "An order as it changes, as server-sent events",
    who: "anyone",
    params: OrderId,
    answer: OrderView,
    events: true,
    refusals: ["ORDER_NOT_FOUND"],
    handle: async ({ kit, params, signal }) => {
      if (!(await findOrder(kit, params.id))) {
        throw orderErrors.ORDER_NOT_FOUND(params);
      }
      return eventStream(watchOrder(kit, params.id, signal));
    },
  }),
];
