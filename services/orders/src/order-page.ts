import type { Recorded } from "@quad/event-sourcing";
import { evolve, type Order } from "./domain/order.ts";
import type { OrderEvent } from "./domain/order-event.ts";
import { wordsFor } from "./history-words.ts";

/** An order with all that happened to it, after its first `version` events. JSON. */
export interface OrderPage {
  readonly version: number;
  readonly order: Order;
  readonly createdAt: string;
  readonly timeline: readonly TimelineEntry[];
}

export interface TimelineEntry {
  /** Of the order after it: 1, 2, 3 … */
  readonly version: number;
  readonly event: string;
  /** The service that said it. */
  readonly source: string;
  readonly at: string;
  /** A whole sentence. */
  readonly words: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The page after one more event. */
export function evolvePage(page: OrderPage | null, event: Recorded<OrderEvent>): OrderPage {
  const { type, version, recordedAt } = event;
  const at = recordedAt.toISOString();
  const order = evolve(page?.order ?? null, event);
  const entry: TimelineEntry = {
    version,
    event: type,
    source: type.slice(0, type.indexOf(".")),
    at,
    words: wordsFor(event, order),
    // What an order was created with stands on the page itself.
    details: event.type === "orders.order-created" ? {} : { ...event.data },
  };
  return {
    version,
    order,
    createdAt: page?.createdAt ?? at,
    timeline: [...(page?.timeline ?? []), entry],
  };
}
