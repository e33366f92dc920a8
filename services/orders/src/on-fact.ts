import type { Event } from "@quad/contracts";
import { beginCancellation } from "./cancel-order.ts";
import { changeOrder } from "./change-order.ts";
import { isToGiveBack } from "./domain/order.ts";
import type { Fact } from "./domain/order-event.ts";
import type { OrdersKit } from "./orders-kit.ts";
import type { OrdersTx } from "./orders-schema.ts";

/** Keeps what another service says about an order; what decides the order also ends it. */
export async function onFact(
  kit: OrdersKit,
  event: Event<{ orderId: string }>,
  tx: OrdersTx,
): Promise<void> {
  const { orderId, fact } = factOf(event);
  const change = await changeOrder(kit, tx, orderId, { type: "hear", fact });
  await beginCancellation(kit, tx, change);
  await beginCancellation(kit, tx, change, isToGiveBack);
}

/** Keeps that a mail was sent. Nothing follows from it, and a fact is kept once. */
export async function noteMail(
  { resources: { orders } }: OrdersKit,
  event: Event<{ orderId: string }>,
): Promise<void> {
  const { orderId, fact } = factOf(event);
  await orders.execute(orderId, { type: "note", fact });
}

function factOf({ type, data: { orderId, ...data } }: Event<{ orderId: string }>) {
  return { orderId, fact: { type, data } as unknown as Fact };
}
