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
 * once more; what each step came to is in the order's stream before the next begins.
 */
export function checkout(kit: OrdersKit) {
  return defineSaga<CheckoutInput>({ name: "checkout", version: 1 })
    .step({
      name: "create-order",
      ...PATIENCE,
      // The transaction that began this saga has created it.
      action: async () => {},
      compensate: ({ sagaId: orderId }) => end(kit, orderId, { type: "give-up" }),
    })
    .step({
      name: "reserve-stock",
      ...PATIENCE,
      async action({ sagaId: orderId, input: { items }, signal }) {
        const request = { orderId, items, keptMs: KEPT_MS };
        const answer = await kit.ask(reserveStock, request, { signal });
        if (answer.outcome !== "reserved") return refuse(kit, orderId, soldOut(answer));
        const { expiresAt } = answer;
        await noteFact(kit, orderId, { type: "inventory.stock-reserved", data: { expiresAt } });
      },
      async compensate({ sagaId: orderId, signal }) {
        await kit.ask(releaseStock, { orderId }, { signal });
        await noteFact(kit, orderId, { type: "inventory.stock-released", data: {} });
      },
    })
    .step({
      name: "take-payment",
      ...PATIENCE,
      async action({ sagaId: orderId, input, signal }) {
        const request = { orderId, amount: input.total, paymentToken: input.paymentToken };
        const answer = await kit.ask(takePayment, request, { signal });
        const { outcome, paymentId } = answer;
        if (outcome === "declined") {
          const data = { paymentId, reason: answer.reason };
          return refuse(kit, orderId, { type: "payments.payment-declined", data });
        }
        const data = { paymentId, amount: input.total };
        await noteFact(kit, orderId, { type: "payments.payment-received", data });
      },
      async compensate({ sagaId: orderId, signal }) {
        const answer = await kit.ask(refundPayment, { orderId }, { signal });
        if (answer.outcome !== "refunded") return;
        const data = { paymentId: answer.paymentId };
        await noteFact(kit, orderId, { type: "payments.payment-refunded", data });
      },
    })
    .step({
      name: "confirm-order",
      ...PATIENCE,
      async action({ sagaId: orderId, signal }) {
        const answer = await kit.ask(sellStock, { orderId }, { signal });
        if (answer.outcome !== "sold") return refuse(kit, orderId, soldOut(answer));
        await end(kit, orderId, { type: "confirm" });
      },
    });
}

/** The copies are gone; or, when the order's time with them was over, nobody knows which. */
function soldOut(answer: Exclude<AnswerOf<typeof sellStock>, { outcome: "sold" }>): Fact {
  const data = answer.outcome === "out-of-stock" ? { missing: answer.missing } : {};
  return { type: "inventory.out-of-stock", data };
}

/** Notes why the order cannot go on, and turns the saga back. */
async function refuse(kit: OrdersKit, orderId: string, fact: Fact): Promise<never> {
  await noteFact(kit, orderId, fact);
  throw refusal(fact.type);
}

/** The end of the order; what an earlier try of the step has done is not done again. */
async function end(kit: OrdersKit, orderId: string, command: Command): Promise<void> {
  await kit.database.transaction(async (tx) => {
    const change = await changeOrder(kit, tx, orderId, command);
    await beginCancellation(kit, tx, change);
  });
}
