import { type Event, orderCancelled, orderConfirmed } from "@quad/contracts";
import type { Tx } from "@quad/database";
import { type Decision, decide, evolve, type Fact, type Order } from "./order.ts";
import { orderErrors } from "./order-errors.ts";
import {
  addToTimeline,
  lockOrder,
  type OrdersKit,
  type OrdersSchema,
  saveStatus,
} from "./order-store.ts";
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
    await addToTimeline(tx, orderId, {
      event: event.type,
      source: event.type.slice(0, event.type.indexOf(".")),
      at: new Date(event.time),
      details,
    });
    const decision = fact && decide(order, fact);
    if (decision) await carryOut(kit, tx, order, decision);
    tx.afterCommit(() => orderWatch.wake(orderId));
  };
}

async function carryOut(kit: OrdersKit, tx: Tx<OrdersSchema>, order: Order, decision: Decision) {
  const at = kit.clock.now();
  const { id, lines, total, customer } = order;
  const data = { orderId: id, items: [...lines], total, customer };
  await saveStatus(tx, evolve(order, decision), at);
  switch (decision.type) {
    case "confirmed":
      tx.emit(orderConfirmed, data);
      await addToTimeline(tx, id, {
        event: orderConfirmed.type,
        source: "orders",
        at,
        details: {},
      });
      break;
    case "cancelled": {
      const { reason } = decision;
      tx.emit(orderCancelled, { ...data, reason });
      await addToTimeline(tx, id, {
        event: orderCancelled.type,
        source: "orders",
        at,
        details: { reason },
      });
      break;
    }
    default:
      decision satisfies never;
  }
}
