import { announce } from "./announce.ts";
import type { Command } from "./decide-order.ts";
import type { Fact } from "./order-event.ts";
import { append, type Change } from "./order-stream.ts";
import { orderWatch } from "./order-watch.ts";
import type { OrdersKit, OrdersTx } from "./orders-kit.ts";

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
  const change = await append(events.within(tx), orderId, command);
  for (const event of change.events) announce(tx, change.order, event);
  if (change.events.length > 0) tx.afterCommit(() => orderWatch.wake(orderId));
  return change;
}

/** Keeps in mind what another service said. Nothing follows from it, so it needs no transaction. */
export async function noteFact(
  { events }: Pick<OrdersKit, "events">,
  orderId: string,
  fact: Fact,
): Promise<void> {
  await append(events, orderId, { type: "note", fact });
  orderWatch.wake(orderId);
}
