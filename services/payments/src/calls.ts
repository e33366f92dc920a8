import { refundPayment, refundReturn, takePayment } from "@quad/contracts";
import { isQuadError } from "@quad/errors";
import { answeringOf } from "@quad/rpc";
import { capture } from "./charge-order.ts";
import { isOpen, type Payment, type PaymentState } from "./domain/payment.ts";
import { paymentErrors } from "./payment-errors.ts";
import { findPayment, insertPayment, saveSettled } from "./payment-store.ts";
import type { PaymentsKit } from "./payments-kit.ts";
import { refundAll, refundForReturn } from "./refund-order.ts";

const answering = answeringOf<PaymentsKit>();

/** What payments answers other services. */
export const calls = [
  answering(takePayment, async (kit, { orderId, amount, paymentToken }) => {
    const { database, newId, clock } = kit;
    const state = { status: "charging" } as const;
    const wish = { id: newId(), orderId, amount, paymentToken, toldBy: "answer", state } as const;
    const isNew = await insertPayment(database.sql, wish, clock.now());
    const payment = isNew ? wish : await needPayment(kit, orderId);
    if (payment.state.status !== "charging") return answerOf(payment, payment.state);
    return answerOf(payment, await captureOrHear(kit, payment));
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

/** Short enough for a server that stops to wait for it. */
const HEAR_WITHIN_MS = 2_000;

/**
 * What the provider answers, or says a little later on its own accord: whoever asks need not ask
 * again for that. Errors: those of `capture`.
 */
async function captureOrHear(kit: PaymentsKit, payment: Payment): Promise<PaymentState> {
  const { database, clock, resources } = kit;
  const { id, orderId } = payment;
  using word = resources.watch.listen(orderId, clock);
  try {
    const settled = await capture(kit, payment);
    if (await saveSettled(database.sql, id, settled, clock.now())) return settled;
  } catch (error) {
    if (!isQuadError(error, "PAYMENT_OUTCOME_UNKNOWN")) throw error;
    await word.heard(HEAR_WITHIN_MS);
    const { state } = await needPayment(kit, orderId);
    if (isOpen(state)) throw error;
    return state;
  }
  // A twin of this request, or a notice, was faster.
  return (await needPayment(kit, orderId)).state;
}

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
