import { orderCancelled, orderConfirmed } from "@quad/contracts";
import type { Tx } from "@quad/database";
import { type Decision, evolve, type Order } from "./order.ts";
import { addToTimeline, type OrdersKit, type OrdersSchema, saveStatus } from "./order-store.ts";

/** Saves how an order ends, and says so. */
export async function endOrder(
  { clock }: Pick<OrdersKit, "clock">,
  tx: Tx<OrdersSchema>,
  { order, decision }: { order: Order; decision: Decision },
): Promise<void> {
  const at = clock.now();
  const { id, lines, total, customer } = order;
  const data = { orderId: id, items: [...lines], total, customer };
  const entry = { source: "orders", at };
  await saveStatus(tx, evolve(order, decision), at);
  switch (decision.type) {
    case "confirmed":
      tx.emit(orderConfirmed, data);
      await addToTimeline(tx.sql, id, { event: orderConfirmed.type, ...entry, details: {} });
      break;
    case "cancelled": {
      const { reason } = decision;
      tx.emit(orderCancelled, { ...data, reason });
      const details = { reason };
      await addToTimeline(tx.sql, id, { event: orderCancelled.type, ...entry, details });
      break;
    }
    default:
      decision satisfies never;
  }
}
