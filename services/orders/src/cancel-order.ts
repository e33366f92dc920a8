import { refundPayment, releaseStock } from "@quad/contracts";
import { defineSaga } from "@quad/saga";
import { changeOrder, noteFact } from "./change-order.ts";
import { isCancellationDue, type Order } from "./domain/order.ts";
import type { OrderChange } from "./event-sourced-orders.ts";
import type { OrdersKit } from "./orders-kit.ts";
import type { OrdersTx } from "./orders-schema.ts";
import { PATIENCE } from "./saga-patience.ts";

export interface CancellationInput {
  readonly orderId: string;
}

/** What it takes to cancel an order that was paid: all the money goes back, then all the copies. */
export function cancelOrder(kit: OrdersKit) {
  return defineSaga<CancellationInput>({ name: "cancel-order", version: 1 })
    .step({
      name: "refund-payment",
      ...PATIENCE,
      async action({ input: { orderId }, signal, commitWith }) {
        const answer = await kit.ask(refundPayment, { orderId }, { signal });
        if (answer.outcome !== "refunded") return;
        const data = { paymentId: answer.paymentId };
        commitWith(noteFact(kit, orderId, { type: "payments.payment-refunded", data }));
      },
    })
    .step({
      name: "release-stock",
      ...PATIENCE,
      async action({ input: { orderId }, signal, commitWith }) {
        await kit.ask(releaseStock, { orderId }, { signal });
        commitWith(noteFact(kit, orderId, { type: "inventory.stock-released", data: {} }));
      },
    })
    .step({
      name: "cancel-order",
      ...PATIENCE,
      async action({ input: { orderId }, commitWith }) {
        const command = { type: "finish-cancellation" } as const;
        commitWith((tx: OrdersTx) => changeOrder(kit, tx, orderId, command));
      },
    });
}

/** Begins the saga if a change has made it due; a part of the same transaction. */
export async function beginCancellation(
  kit: OrdersKit,
  tx: OrdersTx,
  { before, after }: OrderChange,
  isDue: (order: Order) => boolean = isCancellationDue,
): Promise<void> {
  const { order } = after.state;
  if (!isDue(order) || (before && isDue(before.order))) return;
  // The checkout of the order has the id of the order.
  const sagaId = `cancel-${order.id}`;
  await kit.sagas.within(tx).begin(cancelOrder(kit), sagaId, { orderId: order.id });
}
