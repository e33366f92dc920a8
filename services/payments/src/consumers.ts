import { consumersOf } from "@quad/chassis";
import {
  type Event,
  type OrderCreated,
  orderCreated,
  outOfStock,
  stockReserved,
} from "@quad/contracts";
import { chargeOrder } from "./charge-order.ts";
import { forgetPayment, insertPayment } from "./payment-store.ts";
import type { PaymentsKit, PaymentsTx } from "./payments-kit.ts";

const { on, onOutward } = consumersOf<PaymentsKit>();

/** What payments hears, and what it does about it. All three are about one order, so in order. */
export const consumers = [
  // Of an orchestrated order, orders will ask.
  on(orderCreated, expectPayment, { passesOver: ({ checkout }) => checkout === "orchestrated" }),
  on(outOfStock, (_, { data }, tx) => forgetPayment(tx, data.orderId)),
  onOutward(stockReserved, chargeOrder),
];

async function expectPayment(
  { newId, clock }: PaymentsKit,
  { data: { orderId, total: amount, paymentToken } }: Event<OrderCreated>,
  tx: PaymentsTx,
): Promise<void> {
  const head = { id: newId(), orderId, amount, paymentToken, toldBy: "event" } as const;
  await insertPayment(tx.sql, { ...head, state: { status: "expected" } }, clock.now());
}
