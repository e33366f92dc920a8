import type { PlacedEvent } from "@quad/event-store";
import { type OrderEvent, orderEventOf } from "../domain/order-event.ts";
import { orderIdOf } from "../order-stream.ts";
import type { OrdersSchema, OrdersTx } from "../orders-kit.ts";

/**
 * Tables that are made from the history of all orders, by a subscription of the same name: exactly
 * once, a moment later. Emptied and made again they come out the same.
 */
export interface ReadModel {
  readonly name: string;
  readonly tables: readonly (keyof OrdersSchema)[];
  /** A batch, oldest first: few statements for many events. */
  readonly apply: (tx: OrdersTx, batch: readonly Happening[]) => Promise<void>;
}

/** Something that happened to an order. */
export interface Happening {
  readonly orderId: string;
  readonly at: Date;
  readonly event: OrderEvent;
  readonly placed: PlacedEvent;
}

export function happeningOf(placed: PlacedEvent): Happening {
  const event = orderEventOf(placed);
  return { orderId: orderIdOf(placed), at: placed.recordedAt, event, placed };
}

export function subscriptionOf({ name }: Pick<ReadModel, "name">): string {
  return `orders.${name}`;
}
