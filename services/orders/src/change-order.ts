import { announce } from "./announce.ts";
import type { Command } from "./domain/decide-order.ts";
import type { Fact } from "./domain/order-event.ts";
import type { OrderChange } from "./event-sourced-orders.ts";
import type { OrdersKit } from "./orders-kit.ts";
import type { OrdersTx } from "./orders-schema.ts";

/**
 * Does with an order what a command says, tells others, and wakes who watches it, all if and only
 * if the transaction commits. Errors: ORDER_NOT_FOUND, those of `decide`, and those of the store.
 */
export async function changeOrder(
  { resources: { orders } }: Pick<OrdersKit, "resources">,
  tx: OrdersTx,
  orderId: string,
  command: Command,
): Promise<OrderChange> {
  const change =
    command.type === "create"
      ? await orders.beginWithin(tx, orderId, command)
      : await orders.executeWithin(tx, orderId, command);
  // What is heard has its effect where nobody directs; all else is said by who does.
  const checkout = command.type === "hear" ? "choreographed" : "orchestrated";
  for (const event of change.events) announce(tx, change.after.state.order, event, checkout);
  return change;
}

/** Keeps in mind what another service said; a part of the commit of a saga's step. */
export function noteFact(kit: Pick<OrdersKit, "resources">, orderId: string, fact: Fact) {
  return (tx: OrdersTx) => changeOrder(kit, tx, orderId, { type: "note", fact });
}
