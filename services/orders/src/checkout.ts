import {
  type AnswerOf,
  type Money,
  refundPayment,
  releaseStock,
  reserveStock,
  sellStock,
  takePayment,
} from "@quad/contracts";
import { defineSaga, refusal } from "@quad/saga";
import { beginCancellation } from "./cancel-order.ts";
import { changeOrder, noteFact } from "./change-order.ts";
import type { Command } from "./domain/decide-order.ts";
import type { Count, Fact } from "./domain/order-event.ts";
import type { OrdersKit } from "./orders-kit.ts";
import type { OrdersTx } from "./orders-schema.ts";
import { PATIENCE } from "./saga-patience.ts";

/** What the saga of an order has to know. Its id is that of the order. */
export interface CheckoutInput {
  readonly items: Count[];
  readonly total: Money;
  readonly paymentToken: string;
}

/** Longer than any payment takes; then the copies are for sale again. */
const KEPT_MS = 15 * 60 * 1_000;

/**
 * An order from created to confirmed, or back to nothing: reserve the copies, take the payment,
 * hand over. Every question may be asked again, so an answer that was lost is simply asked for
 * once more; what a step came to is in the order's stream by the commit that moves the saga on.
 */
export function checkout(kit: OrdersKit) {
  return defineSaga<CheckoutInput>({ name: "checkout", version: 1 })
    .step({
      name: "create-order",
      ...PATIENCE,
      // The transaction that begins this saga creates it.
      async compensate({ sagaId: orderId, commitWith }) {
        commitWith(end(kit, orderId, { type: "give-up" }));
      },
    })
    .step({
      name: "reserve-stock",
      ...PATIENCE,
      async action({ sagaId: orderId, input: { items }, signal, commitWith }) {
        const request = { orderId, items, keptMs: KEPT_MS };
        const answer = await kit.ask(reserveStock, request, { signal });
        if (answer.outcome !== "reserved") {
          commitWith(noteFact(kit, orderId, soldOut(answer)));
          throw refusal("inventory.out-of-stock");
        }
        const { expiresAt } = answer;
        commitWith(
          noteFact(kit, orderId, { type: "inventory.stock-reserved", data: { expiresAt } }),
        );
      },
      async compensate({ sagaId: orderId, signal, commitWith }) {
        await kit.ask(releaseStock, { orderId }, { signal });
        commitWith(noteFact(kit, orderId, { type: "inventory.stock-released", data: {} }));
      },
    })
    .step({
      name: "take-payment",
      ...PATIENCE,
      async action({ sagaId: orderId, input, signal, commitWith }) {
        const request = { orderId, amount: input.total, paymentToken: input.paymentToken };
        const answer = await kit.ask(takePayment, request, { signal });
        const { outcome, paymentId } = answer;
        if (outcome === "declined") {
          const data = { paymentId, reason: answer.reason };
          commitWith(noteFact(kit, orderId, { type: "payments.payment-declined", data }));
          throw refusal("payments.payment-declined");
        }
        const data = { paymentId, amount: input.total };
        commitWith(noteFact(kit, orderId, { type: "payments.payment-received", data }));
      },
      async compensate({ sagaId: orderId, signal, commitWith }) {
        const answer = await kit.ask(refundPayment, { orderId }, { signal });
        if (answer.outcome !== "refunded") return;
        const data = { paymentId: answer.paymentId };
        commitWith(noteFact(kit, orderId, { type: "payments.payment-refunded", data }));
      },
    })
    .step({
      name: "confirm-order",
      ...PATIENCE,
      async action({ sagaId: orderId, signal, commitWith }) {
        const answer = await kit.ask(sellStock, { orderId }, { signal });
        if (answer.outcome !== "sold") {
          commitWith(noteFact(kit, orderId, soldOut(answer)));
          throw refusal("inventory.out-of-stock");
        }
        commitWith(end(kit, orderId, { type: "confirm" }));
      },
    });
}

/** The copies are gone; or, when the order's time with them was over, nobody knows which. */
function soldOut(answer: Exclude<AnswerOf<typeof sellStock>, { outcome: "sold" }>): Fact {
  const data = answer.outcome === "out-of-stock" ? { missing: answer.missing } : {};
  return { type: "inventory.out-of-stock", data };
}

/** The end of the order; what an earlier try of the step has done is not done again. */
function end(kit: OrdersKit, orderId: string, command: Command) {
  return async (tx: OrdersTx) => {
    const change = await changeOrder(kit, tx, orderId, command);
    await beginCancellation(kit, tx, change);
  };
}
