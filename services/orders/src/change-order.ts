import { announce } from "./announce.ts";
import type { Command } from "./decide-order.ts";
import type { Fact } from "./order-event.ts";
import { append, type Change } from "./order-stream.ts";
import { orderWatch } from "./order-watch.ts";
import type { OrdersKit, OrdersTx } from "./orders-kit.ts";
import { RecentOrders } from "./recent-orders.ts";

const recentOrders = new WeakMap<OrdersKit["events"], RecentOrders>();

function recentOrdersOf(events: OrdersKit["events"]): RecentOrders {
  const known = recentOrders.get(events) ?? new RecentOrders();
  recentOrders.set(events, known);
  return known;
}

/**
 * Does with an order what a command says, tells others, and wakes who watches it, all if and only
 * if the transaction commits. Errors: those of `append`.
 */
export async function changeOrder(
  { events }: Pick<OrdersKit, "events">,
  tx: OrdersTx,
  orderId: string,
  command: Command,
): Promise<Change> {
  const recent = recentOrdersOf(events);
  const change = await append(events.within(tx), orderId, command, recent.get(orderId));
  for (const event of change.events) announce(tx, change.order, event);
  if (change.events.length > 0) {
    tx.afterCommit(() => {
      recent.keep(orderId, change);
      orderWatch.wake(orderId);
    });
  }
  return change;
}

/** Keeps in mind what another service said. Nothing follows from it, so it needs no transaction. */
export async function noteFact(
  { events }: Pick<OrdersKit, "events">,
  orderId: string,
  fact: Fact,
): Promise<void> {
  const recent = recentOrdersOf(events);
  recent.keep(orderId, await append(events, orderId, { type: "note", fact }, recent.get(orderId)));
  orderWatch.wake(orderId);
}
