import { isQuadError } from "@quad/errors";
import { policy } from "@quad/resilience";
import type { Payment } from "./domain/payment.ts";
import type { Refund, RefundState, RefundWord } from "./domain/refund.ts";
import { paymentErrors } from "./payment-errors.ts";
import { markRefunded } from "./payment-store.ts";
import type { PaymentsKit } from "./payments-kit.ts";
import { findRefund, saveRefund } from "./refund-store.ts";

/** A provider takes seconds, not tens of them. */
const REFUND_WITHIN_MS = 10_000;
const asking = policy({ timeoutMs: REFUND_WITHIN_MS });

/**
 * Asks the provider for a refund that is on record, and puts what it says on record. Asked again,
 * also after a crash, it gives back nothing more: the refund's id is the idempotency key.
 * Errors: REFUND_OUTCOME_UNKNOWN, and those of `Charge.refund`.
 */
export async function giveBack(
  kit: PaymentsKit,
  payment: Payment,
  refund: Refund,
): Promise<RefundState> {
  const { id, state } = refund;
  const word = state.status === "asked" ? await askProvider(kit, payment, refund) : state;
  return settleRefund(kit, id, word);
}

/** Puts on record what became of a refund; answers what the books say then. */
export function settleRefund(
  { database, clock }: PaymentsKit,
  refundId: string,
  word: RefundWord,
): Promise<RefundState> {
  return database.transaction(async ({ sql }) => {
    const at = clock.now();
    await saveRefund(sql, refundId, word, at);
    // There is a payment of this id when it was all that was left.
    if (word.status === "refunded") await markRefunded(sql, refundId, at);
    return (await findRefund(sql, refundId))?.state ?? word;
  });
}

async function askProvider(
  { charge }: PaymentsKit,
  { id: paymentId, orderId, state }: Payment,
  { id: refundId, amount: { amount } }: Refund,
): Promise<RefundWord> {
  const captureId = "captureId" in state ? state.captureId : null;
  if (captureId === null)
    throw new TypeError(`There is no capture to refund for order ${orderId}.`);
  const reason = refundId === paymentId ? `order ${orderId} was cancelled` : `return ${refundId}`;
  const request = { idempotencyKey: refundId, captureId, amount, reason };
  try {
    const outcome = await asking.run(() => charge.refund(request));
    if (outcome.status === "refunded") return { status: "refunded" };
    if (outcome.status === "failed") return outcome;
  } catch (error) {
    // Somebody has refunded at the provider, past these books.
    if (isQuadError(error, "CHARGE_REFUND_EXCEEDS")) return { status: "refused" };
    if (isQuadError(error, "RESILIENCE_TIMEOUT") || isQuadError(error, "CHARGE_TIMEOUT")) {
      throw paymentErrors.REFUND_OUTCOME_UNKNOWN({ refundId }, error);
    }
    throw error;
  }
  throw paymentErrors.REFUND_OUTCOME_UNKNOWN({ refundId });
}
