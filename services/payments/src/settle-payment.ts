import { paymentDeclined, paymentReceived } from "@quad/contracts";
import type { Payment, Settled } from "./domain/payment.ts";
import { saveSettled } from "./payment-store.ts";
import type { PaymentsTx } from "./payments-kit.ts";

/**
 * Puts on record what the provider has said, and says so where nobody waits for an answer. Once:
 * the answer to a call and a notice of the same outcome may come at the same time.
 */
export async function settlePayment(
  tx: PaymentsTx,
  payment: Payment,
  state: Settled,
  at: Date,
): Promise<boolean> {
  const isNews = await saveSettled(tx.sql, payment.id, state, at);
  if (isNews && payment.toldBy === "event") announce(tx, payment, state);
  return isNews;
}

function announce(tx: PaymentsTx, payment: Payment, state: Settled): void {
  const { id: paymentId, orderId, amount } = payment;
  switch (state.status) {
    case "received":
      tx.emit(paymentReceived, { orderId, paymentId, amount });
      break;
    case "declined":
      tx.emit(paymentDeclined, { orderId, paymentId, reason: state.reason });
      break;
    default:
      state satisfies never;
  }
}
