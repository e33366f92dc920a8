import { consumersOf } from "@quad/chassis";
import { orderCreated, outOfStock, stockReserved } from "@quad/contracts";
import { chargeOrder } from "./charge-order.ts";
import { expectPayment, forgetPayment, type PaymentsKit } from "./payment-store.ts";

const { on, onOutward } = consumersOf<PaymentsKit>();

/** What payments hears, and what it does about it. All three are about one order, so in order. */
export const consumers = [
  on(orderCreated, ({ newId, clock }, { data: order }, tx) =>
    expectPayment(tx, { id: newId(), order, at: clock.now() }),
  ),
  on(outOfStock, (_, { data }, tx) => forgetPayment(tx, data.orderId)),
  onOutward(stockReserved, chargeOrder),
];
