import type { OrderView } from "@quad/contracts/http/orders";
import { beginCancellation } from "./cancel-order.ts";
import { changeOrder } from "./change-order.ts";
import type { Command } from "./domain/decide-order.ts";
import type { Count } from "./domain/order-event.ts";
import { viewOrder } from "./order-view.ts";
import type { OrdersKit } from "./orders-kit.ts";
import type { OrdersTx } from "./orders-schema.ts";
import { returnOrder } from "./return-order.ts";

/** Does what a customer or the shop wants, or refuses; answers the order after that. */
export async function actOnOrder(
  kit: OrdersKit,
  tx: OrdersTx,
  orderId: string,
  command: Command,
): Promise<OrderView> {
  const change = await changeOrder(kit, tx, orderId, command);
  await beginCancellation(kit, tx, change);
  return viewOrder(change.after.state);
}

/** Begins a return; the saga has the id of the return. */
export async function askReturn(
  kit: OrdersKit,
  tx: OrdersTx,
  orderId: string,
  items: readonly Count[],
): Promise<OrderView> {
  const returnId = kit.newId();
  const command = { type: "ask-return", returnId, items } as const;
  const { after } = await changeOrder(kit, tx, orderId, command);
  const { returns, total } = after.state.order;
  const amount = returns.find(({ id }) => id === returnId)?.amount ?? total;
  const input = { orderId, items: [...items], amount };
  await kit.sagas.within(tx).begin(returnOrder(kit), returnId, input);
  return viewOrder(after.state);
}
