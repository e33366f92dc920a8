import type { Event } from "@quad/contracts";
import { beginCancellation } from "./cancel-order.ts";
import { changeOrder } from "./change-order.ts";
import type { Fact } from "./domain/order-event.ts";
import type { OrdersKit, OrdersTx } from "./orders-kit.ts";

/** Keeps what another service says about an order; what decides the order also ends it. */
export async function onFact(
  kit: OrdersKit,
  event: Event<{ orderId: string }>,
  tx: OrdersTx,
): Promise<void> {
  const { orderId, ...data } = event.data;
  const fact = { type: event.type, data } as unknown as Fact;
  const change = await changeOrder(kit, tx, orderId, { type: "hear", fact });
  await beginCancellation(kit, tx, change);
}
