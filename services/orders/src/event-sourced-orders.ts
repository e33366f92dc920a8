import { type Change, type EventSourced, eventSourced } from "@quad/event-sourcing";
import type { Command } from "./domain/decide-order.ts";
import type { OrderEvent } from "./domain/order-event.ts";
import type { OrderPage } from "./order-page.ts";
import { orderDecider } from "./order-stream.ts";
import type { OrdersKit, OrdersTx } from "./orders-kit.ts";

export type EventSourcedOrders = EventSourced<OrderPage, Command, OrderEvent, OrdersTx>;
export type OrderChange = Change<OrderPage, OrderEvent>;

const known = new WeakMap<OrdersKit["events"], EventSourcedOrders>();

/** The orders of an event store: the same for every caller, so that they wake each other. */
export function eventSourcedOrders({ events }: Pick<OrdersKit, "events">): EventSourcedOrders {
  const orders = known.get(events) ?? eventSourced(orderDecider, events);
  known.set(events, orders);
  return orders;
}
