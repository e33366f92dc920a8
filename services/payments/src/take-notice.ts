import type { ChargeNotice } from "@quad/charge";
import { contradicts, type Settled } from "./domain/payment.ts";
import type { RefundWord } from "./domain/refund.ts";
import { settleRefund } from "./give-back.ts";
import { findPayment } from "./payment-store.ts";
import type { PaymentsKit } from "./payments-kit.ts";
import { findRefund } from "./refund-store.ts";
import { settlePayment } from "./settle-payment.ts";

/**
 * Applies what the provider says on its own accord, before, instead of or after its answer to a
 * call. However often and in whatever order notices come, the first word about a payment counts:
 * no list of notices is kept. One that is about nothing in the books is forgotten.
 */
export async function takeNotice(kit: PaymentsKit, notice: ChargeNotice): Promise<void> {
  // The database does not compare an id with what is none.
  if (!(ID.test(notice.reference) && ID.test(notice.idempotencyKey))) return;
  switch (notice.kind) {
    case "captured":
      return takeWord(kit, notice, { status: "received", captureId: notice.captureId });
    case "declined":
      return takeWord(kit, notice, { status: "declined", reason: notice.reason });
    case "refunded":
      return takeRefundWord(kit, notice, { status: "refunded" });
    case "refund-failed":
      return takeRefundWord(kit, notice, { status: "failed", reason: notice.reason });
    default:
      return notice satisfies never;
  }
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function takeWord(kit: PaymentsKit, notice: ChargeNotice, word: Settled): Promise<void> {
  const { database, clock, log } = kit;
  const { reference: orderId, idempotencyKey: paymentId } = notice;
  const payment = await findPayment(database.sql, orderId);
  if (payment?.id !== paymentId) return;
  if (payment.state.status === "charging") {
    await database.transaction((tx) => settlePayment(tx, payment, word, clock.now()));
    kit.resources.watch.wake(orderId);
  } else if (contradicts(word, payment.state)) {
    log.error({ orderId, paymentId, word: word.status }, "the provider contradicts the books");
  }
}

async function takeRefundWord(
  kit: PaymentsKit,
  { reference: orderId, idempotencyKey: refundId }: ChargeNotice,
  word: RefundWord,
): Promise<void> {
  const refund = await findRefund(kit.database.sql, refundId);
  if (refund?.orderId !== orderId || refund.state.status === word.status) return;
  await settleRefund(kit, refundId, word);
  if (word.status === "failed") {
    kit.log.error({ orderId, refundId, reason: word.reason }, "a refund failed: a person has to");
  }
}
