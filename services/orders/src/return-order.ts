import { type Money, refundReturn, takeBackStock } from "@quad/contracts";
import { defineSaga, refusal } from "@quad/saga";
import { changeOrder } from "./change-order.ts";
import type { Command } from "./domain/decide-order.ts";
import type { Count } from "./domain/order-event.ts";
import type { OrdersKit } from "./orders-kit.ts";
import type { OrdersTx } from "./orders-schema.ts";
import { PATIENCE } from "./saga-patience.ts";

/** What the saga of a return has to know. Its id is that of the return. */
export interface ReturnInput {
  readonly orderId: string;
  readonly items: Count[];
  readonly amount: Money;
}

/** A return from asked to paid: the copies are for sale again, then the money goes back. */
export function returnOrder(kit: OrdersKit) {
  const change = (orderId: string, command: Command) => (tx: OrdersTx) =>
    changeOrder(kit, tx, orderId, command);

  return defineSaga<ReturnInput>({ name: "return-order", version: 1 })
    .step({
      name: "take-back-stock",
      ...PATIENCE,
      async action({ sagaId: returnId, input: { orderId, items }, signal, commitWith }) {
        const request = { orderId, returnId, items };
        const { outcome } = await kit.ask(takeBackStock, request, { signal });
        if (outcome !== "taken-back") {
          const reason = "exceeds_order";
          commitWith(change(orderId, { type: "refuse-return", returnId, reason }));
          throw refusal(outcome);
        }
        commitWith(change(orderId, { type: "take-back", returnId }));
      },
    })
    .step({
      name: "refund-return",
      ...PATIENCE,
      async action({ sagaId: returnId, input: { orderId, amount }, signal, commitWith }) {
        const request = { orderId, returnId, amount };
        const answer = await kit.ask(refundReturn, request, { signal });
        // The copies are in the house already: that is for a person to settle.
        if (answer.outcome !== "refunded") {
          throw new Error(`There is not enough left of the payment to refund return ${returnId}.`);
        }
        const { paymentId } = answer;
        commitWith(change(orderId, { type: "refund-return", returnId, paymentId }));
      },
    });
}
