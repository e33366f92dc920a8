import type { Decider } from "@quad/event-sourcing";
import type { RecordedEvent, UpcasterSteps } from "@quad/event-store";
import { type Command, decide } from "./domain/decide-order.ts";
import type { EventType, OrderEvent } from "./domain/order-event.ts";
import { orderErrors } from "./order-errors.ts";
import { evolvePage, type OrderPage } from "./order-page.ts";

/** How an order lies in the event store: the stream `order-<id>` is the order. */
export const orderDecider: Decider<OrderPage, Command, OrderEvent> = {
  streamOf: (orderId) => PREFIX + orderId,
  /** Error: ORDER_NOT_FOUND, and those of the rules. */
  decide(page, command, orderId) {
    if (!page && command.type !== "create") throw orderErrors.ORDER_NOT_FOUND({ id: orderId });
    return decide(page?.order ?? null, command);
  },
  evolve: evolvePage,
  schemaOf: (type) => SCHEMAS[type] ?? 1,
};

export function orderIdOf({ stream }: Pick<RecordedEvent, "stream">): string {
  return stream.slice(PREFIX.length);
}

const PREFIX = "order-";

/** Of the types whose shape has changed; all others are in their first. */
const SCHEMAS: Partial<Record<EventType, number>> = { "orders.order-cancelled": 2 };

/** How events of old schemas are read today. */
export const orderUpcasters: UpcasterSteps = {
  // Only the shop could cancel then.
  "orders.order-cancelled": { 1: (data) => ({ ...(data as object), by: "shop" }) },
};
