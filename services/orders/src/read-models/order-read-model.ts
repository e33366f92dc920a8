import type { ReadModel } from "@quad/event-sourcing";
import type { PlacedEvent } from "@quad/event-store";
import { type OrderEvent, orderEventOf } from "../domain/order-event.ts";
import { orderIdOf } from "../order-stream.ts";
import type { OrdersSchema, OrdersTx } from "../orders-schema.ts";

/** Tables that are made from the history of all orders. */
export interface OrderReadModel {
  readonly name: string;
  readonly tables: readonly (keyof OrdersSchema)[];
  /** A batch, oldest first: few statements for many events. */
  readonly apply: (tx: OrdersTx, batch: readonly RecordedOrderEvent[]) => Promise<void>;
}

export interface RecordedOrderEvent {
  readonly orderId: string;
  readonly at: Date;
  readonly event: OrderEvent;
}

/** The same in the words of the event store. */
export function readModelOf({ name, tables, apply }: OrderReadModel): ReadModel<OrdersTx> {
  return {
    name,
    apply: (tx, batch) => apply(tx, batch.map(recordedOf)),
    async empty(tx) {
      for (const table of tables) await tx.sql.deleteFrom(table).execute();
    },
  };
}

function recordedOf(placed: PlacedEvent): RecordedOrderEvent {
  return { orderId: orderIdOf(placed), at: placed.recordedAt, event: orderEventOf(placed) };
}
