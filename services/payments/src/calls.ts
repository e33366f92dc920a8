import { refundPayment, refundReturn, takePayment } from "@quad/contracts";
import { answeringOf } from "@quad/rpc";
import { capture } from "./charge-order.ts";
import type { Payment, PaymentState } from "./payment.ts";
import { paymentErrors } from "./payment-errors.ts";
import { findPayment, insertPayment, type PaymentsKit, saveSettled } from "./payment-store.ts";
import { refundAll, refundForReturn } from "./refund-order.ts";

const answering = answeringOf<PaymentsKit>();

/** What payments answers other services. */
export const calls = [
  answering(takePayment, async (kit, { orderId, amount, paymentToken }) => {
    const { database, newId, clock } = kit;
    const state = { status: "charging" } as const;
    const wish = { id: newId(), orderId, amount, paymentToken, toldBy: "answer", state } as const;
    await insertPayment(database.sql, wish, clock.now());
    const payment = await needPayment(kit, orderId);
    if (payment.state.status !== "charging") return answerOf(payment, payment.state);
    const settled = await capture(kit, payment);
    if (await saveSettled(database.sql, payment.id, settled, clock.now())) {
      return answerOf(payment, settled);
    }
    // A twin of this request, or a notice, was faster.
    return answerOf(payment, (await needPayment(kit, orderId)).state);
  }),
  answering(refundPayment, async (kit, { orderId }) => {
    const payment = await refundAll(kit, orderId);
    if (!payment) return { outcome: "nothing-taken" };
    return { outcome: "refunded", paymentId: payment.id };
  }),
  answering(refundReturn, async (kit, goods) => {
    const payment = await refundForReturn(kit, goods);
    if (!payment) return { outcome: "exceeds-payment" };
    return { outcome: "refunded", paymentId: payment.id };
  }),
];

async function needPayment({ database }: PaymentsKit, orderId: string): Promise<Payment> {
  const payment = await findPayment(database.sql, orderId);
  if (!payment) throw paymentErrors.PAYMENT_NOT_EXPECTED({ orderId });
  return payment;
}

function answerOf({ id: paymentId }: Payment, state: PaymentState) {
  if (state.status === "received") {
    return { outcome: "received" as const, paymentId };
  }
  const reason = state.status === "declined" ? state.reason : "refunded";
  return { outcome: "declined" as const, paymentId, reason };
}
