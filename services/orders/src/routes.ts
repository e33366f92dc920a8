import { Id } from "@quad/contracts";
import { answer, eventStream, routesOf } from "@quad/http";
import { Type } from "typebox";
import { AskReturn, actOnOrder, askReturn, ShipOrder } from "./act-on-order.ts";
import { findOrderAt, readOrder } from "./find-order.ts";
import { orderErrors } from "./order-errors.ts";
import { OrderHistory, tellHistory } from "./order-history.ts";
import { OrderView, viewOrder } from "./order-view.ts";
import type { OrdersKit } from "./orders-kit.ts";
import { OrderPlaced, PlaceOrder, placeOrder } from "./place-order.ts";
import { watchOrder } from "./watch-order.ts";

const route = routesOf<OrdersKit>();
const OrderId = Type.Object({ id: Id }, { additionalProperties: false });

/** Of an order that is looked at as it was: by the clock, or after so many events. */
const MomentQuery = Type.Object({
  at: Type.Optional(Type.String({ format: "date-time" })),
  version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
});

/** The public HTTP of orders. There are no accounts yet: who knows an id may see and change it. */
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
    summary: "An order with its timeline, as it is or as it was",
    who: "anyone",
    params: OrderId,
    query: MomentQuery,
    answer: OrderView,
    refusals: ["ORDER_NOT_FOUND", "ORDER_NOT_YET", "ORDER_MOMENT_AMBIGUOUS"],
    handle: async ({ kit, params: { id }, query: { at, version } }) => {
      if (at !== undefined && version !== undefined) throw orderErrors.ORDER_MOMENT_AMBIGUOUS();
      if (at !== undefined) return viewOrder(await findOrderAt(kit, id, { at: new Date(at) }));
      if (version !== undefined) return viewOrder(await findOrderAt(kit, id, { version }));
      return viewOrder(await readOrder(kit, id));
    },
  }),
  route({
    method: "GET",
    path: "/api/orders/:id/history",
    summary: "All that happened to an order, in plain words",
    who: "anyone",
    params: OrderId,
    answer: OrderHistory,
    refusals: ["ORDER_NOT_FOUND"],
    handle: ({ kit, params }) => tellHistory(kit, params.id),
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
    handle: async ({ kit, params, signal }) =>
      eventStream(watchOrder(kit, await readOrder(kit, params.id), signal)),
  }),
  route({
    method: "POST",
    path: "/api/orders/:id/cancellation",
    summary: "Ask to cancel an order that is not shipped yet",
    who: "anyone",
    params: OrderId,
    answer: OrderView,
    refusals: ["ORDER_NOT_FOUND", "ORDER_NOT_CANCELLABLE"],
    handle: ({ kit, params }) => actOnOrder(kit, params.id, { type: "ask-cancellation" }),
  }),
  route({
    method: "POST",
    path: "/api/orders/:id/shipment",
    summary: "Hand a confirmed order to a carrier",
    who: "anyone",
    params: OrderId,
    body: ShipOrder,
    answer: OrderView,
    refusals: ["ORDER_NOT_FOUND", "ORDER_NOT_SHIPPABLE"],
    handle: ({ kit, params, body }) => actOnOrder(kit, params.id, { type: "ship", ...body }),
  }),
  route({
    method: "POST",
    path: "/api/orders/:id/delivery",
    summary: "Say that a shipped order has reached its customer",
    who: "anyone",
    params: OrderId,
    answer: OrderView,
    refusals: ["ORDER_NOT_FOUND", "ORDER_NOT_DELIVERABLE"],
    handle: ({ kit, params }) => actOnOrder(kit, params.id, { type: "deliver" }),
  }),
  route({
    method: "POST",
    path: "/api/orders/:id/returns",
    summary: "Send back copies of a delivered order, for their price",
    who: "anyone",
    params: OrderId,
    body: AskReturn,
    idempotencyKey: "required",
    answer: OrderView,
    status: 201,
    refusals: [
      "ORDER_NOT_FOUND",
      "ORDER_NOT_RETURNABLE",
      "RETURN_EXCEEDS_ORDER",
      "BOOK_REPEATED",
      "IDEMPOTENCY_KEY_REUSED",
    ],
    handle: async ({ kit, params, body, idempotencyKey }) => {
      const { order, replayed } = await askReturn(kit, params.id, body, idempotencyKey);
      return answer(order, { headers: replayed ? { "idempotency-replayed": "true" } : {} });
    },
  }),
];
