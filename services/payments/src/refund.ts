import { policy } from "@quad/resilience";
import type { Payment } from "./payment.ts";
import { paymentErrors } from "./payment-errors.ts";
import { markRefunded, type PaymentsKit } from "./payment-store.ts";

/** A provider takes seconds, not tens of them. */
const REFUND_WITHIN_MS = 10_000;
const asking = policy({ timeoutMs: REFUND_WITHIN_MS });

/**
 * Gives back all that was taken, once: the payment's id is the idempotency key of its refund.
 * Errors: PAYMENT_OUTCOME_UNKNOWN, PAYMENT_NOT_REFUNDED, and those of `Charge.refund`.
 */
export async function refund(
  { charge, database, clock }: PaymentsKit,
  { id: paymentId, orderId, state }: Payment,
): Promise<void> {
  if (state.status === "refunded") return;
  // Whether there is something to give back has to be known first.
  if (state.status !== "received") throw paymentErrors.PAYMENT_OUTCOME_UNKNOWN({ paymentId });
  const { captureId } = state;
  if (captureId !== null) {
    const reason = `order ${orderId} was cancelled`;
    const request = { idempotencyKey: paymentId, captureId, reason };
    const outcome = await asking.run(() => charge.refund(request));
    if (outcome.status === "pending") throw paymentErrors.PAYMENT_OUTCOME_UNKNOWN({ paymentId });
    if (outcome.status === "failed") {
      throw paymentErrors.PAYMENT_NOT_REFUNDED({ paymentId, reason: outcome.reason });
    }
  }
  await markRefunded(database.sql, paymentId, clock.now());
}
