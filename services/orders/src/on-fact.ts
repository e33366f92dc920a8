import type { Event } from "@quad/contracts";
import type { Tx } from "@quad/database";
import { endOrder } from "./end-order.ts";
import { decide, type Fact } from "./order.ts";
import { orderErrors } from "./order-errors.ts";
import { addToTimeline, lockOrder, type OrdersKit, type OrdersSchema } from "./order-store.ts";
import { orderWatch } from "./order-watch.ts";

/** Notes an event on the order's timeline; one that decides the order also ends it. */
export function onFact(fact: Fact | null) {
  return async (
    kit: OrdersKit,
    event: Event<{ orderId: string }>,
    tx: Tx<OrdersSchema>,
  ): Promise<void> => {
    const { orderId, ...details } = event.data;
    const order = await lockOrder(tx, orderId);
    if (!order) throw orderErrors.ORDER_NOT_FOUND({ id: orderId });
    await addToTimeline(tx.sql, orderId, {
      event: event.type,
      source: event.type.slice(0, event.type.indexOf(".")),
      at: new Date(event.time),
      details,
    });
    const decision = fact && decide(order, fact);
    if (decision) await endOrder(kit, tx, { order, decision });
    tx.afterCommit(() => orderWatch.wake(orderId));
  };
}
