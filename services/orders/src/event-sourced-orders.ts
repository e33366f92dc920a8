import { type Change, type EventSourced, eventSourced } from "@quad/event-sourcing";
import type { EventStore } from "@quad/event-store";
import type { Command } from "./domain/decide-order.ts";
import type { OrderEvent } from "./domain/order-event.ts";
import type { OrderPage } from "./order-page.ts";
import { orderDecider } from "./order-stream.ts";
import type { OrdersTx } from "./orders-schema.ts";

export type EventSourcedOrders = EventSourced<OrderPage, Command, OrderEvent, OrdersTx>;
export type OrderChange = Change<OrderPage, OrderEvent>;

/** The orders of an event store. */
export function eventSourcedOrders(events: EventStore<OrdersTx>): EventSourcedOrders {
  return eventSourced(orderDecider, events);
}
