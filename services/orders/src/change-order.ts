import { announce } from "./announce.ts";
import type { Command } from "./domain/decide-order.ts";
import type { Fact } from "./domain/order-event.ts";
import { append, type Change } from "./order-stream.ts";
import type { OrdersKit, OrdersTx } from "./orders-kit.ts";
import { recentOrdersOf } from "./recent-orders.ts";

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
  for (const event of change.events) announce(tx, change.page.order, event);
  tx.afterCommit(() => recent.keep(orderId, change.page));
  return change;
}

/** Keeps in mind what another service said. Nothing follows from it, so it needs no transaction. */
export async function noteFact(
  { events }: Pick<OrdersKit, "events">,
  orderId: string,
  fact: Fact,
): Promise<void> {
  const recent = recentOrdersOf(events);
  const command = { type: "note", fact } as const;
  const { page } = await append(events, orderId, command, recent.get(orderId));
  recent.keep(orderId, page);
}
