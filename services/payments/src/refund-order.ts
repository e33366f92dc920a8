import type { Money } from "@quad/contracts";
import { isOpen, type Payment } from "./domain/payment.ts";
import { leftOf, openRefund, type Refund } from "./domain/refund.ts";
import { giveBack } from "./give-back.ts";
import { paymentErrors } from "./payment-errors.ts";
import { insertPayment, lockPayment } from "./payment-store.ts";
import type { PaymentsKit, PaymentsTx } from "./payments-kit.ts";
import { findRefund, insertRefund, listRefunds } from "./refund-store.ts";

export interface ReturnedGoods {
  readonly orderId: string;
  readonly returnId: string;
  readonly amount: Money;
}

/**
 * Gives back the money for a return, once; null when that is more than is left. What is promised
 * to one refund is on record before the provider is asked, so two at once do not share it.
 * Errors: PAYMENT_OUTCOME_UNKNOWN, PAYMENT_NOT_REFUNDED, REFUND_REUSED, REFUND_CURRENCY_WRONG, and
 * those of `giveBack`.
 */
export async function refundForReturn(
  kit: PaymentsKit,
  goods: ReturnedGoods,
): Promise<Payment | null> {
  const { payment, refund } = await kit.database.transaction((tx) =>
    noteReturn(tx, goods, kit.clock.now()),
  );
  if (!payment || refund.state.status === "refused") return null;
  const done = await giveBack(kit, payment, refund);
  if (done.status === "failed") throw notRefunded(payment, done.reason);
  return done.status === "refunded" ? payment : null;
}

/**
 * Gives back all that is left, once; null when nothing was taken, and nothing will be.
 * Errors: PAYMENT_OUTCOME_UNKNOWN, PAYMENT_NOT_REFUNDED, and those of `giveBack`.
 */
export async function refundAll(kit: PaymentsKit, orderId: string): Promise<Payment | null> {
  const { payment, refund } = await kit.database.transaction((tx) => noteRest(kit, tx, orderId));
  if (!payment || !refund) return null;
  const done = await giveBack(kit, payment, refund);
  if (done.status === "failed") throw notRefunded(payment, done.reason);
  if (done.status === "refused") throw notRefunded(payment, "less is left at the provider");
  return payment;
}

async function noteReturn(
  tx: PaymentsTx,
  { orderId, returnId, amount }: ReturnedGoods,
  at: Date,
): Promise<{ payment: Payment | null; refund: Refund }> {
  const payment = await lockPayment(tx, orderId);
  if (returnId === payment?.id) throw paymentErrors.REFUND_REUSED({ refundId: returnId });
  const known = await findRefund(tx.sql, returnId);
  if (known) {
    mustBeSame(known, { orderId, amount });
    return { payment, refund: known };
  }
  if (payment) mustBeSettled(payment);
  const left = payment && (await leftIn(tx, payment));
  const paid = payment?.amount.currency;
  if (left !== null && paid !== amount.currency) {
    throw paymentErrors.REFUND_CURRENCY_WRONG({ orderId, paid, asked: amount.currency });
  }
  const refund = openRefund({ id: returnId, orderId, amount }, left);
  const isNew = await insertRefund(tx, refund, at);
  if (!isNew) throw paymentErrors.REFUND_REUSED({ refundId: returnId });
  return { payment, refund };
}

async function noteRest(
  { newId, clock }: PaymentsKit,
  tx: PaymentsTx,
  orderId: string,
): Promise<{ payment: Payment | null; refund: Refund | null }> {
  const at = clock.now();
  await insertPayment(tx.sql, { ...NOTHING_TAKEN, id: newId(), orderId }, at);
  const payment = await lockPayment(tx, orderId);
  if (!payment || payment.state.status === "void" || payment.state.status === "declined") {
    return { payment: null, refund: null };
  }
  mustBeSettled(payment);
  const known = await findRefund(tx.sql, payment.id);
  if (known) return { payment, refund: known };
  const left = await leftIn(tx, payment);
  const amount = { ...payment.amount, amount: left ?? 0 };
  const refund = openRefund({ id: payment.id, orderId, amount }, left);
  await insertRefund(tx, refund, at);
  return { payment, refund };
}

/** Stands where a payment would, so that none is taken later. */
const NOTHING_TAKEN = {
  amount: { amount: 0, currency: "XXX" },
  paymentToken: "",
  toldBy: "answer",
  state: { status: "void" },
} as const;

async function leftIn({ sql }: PaymentsTx, payment: Payment): Promise<number | null> {
  const found = await listRefunds(sql, [payment.orderId]);
  return leftOf(
    payment,
    found.map(({ refund }) => refund),
  );
}

/** Whether there is something to give back has to be known first. */
function mustBeSettled({ id: paymentId, state }: Payment): void {
  if (isOpen(state)) throw paymentErrors.PAYMENT_OUTCOME_UNKNOWN({ paymentId });
}

function mustBeSame(refund: Refund, { orderId, amount }: Pick<Refund, "orderId" | "amount">): void {
  const { amount: known } = refund;
  const isSame =
    refund.orderId === orderId &&
    known.amount === amount.amount &&
    known.currency === amount.currency;
  if (!isSame) throw paymentErrors.REFUND_REUSED({ refundId: refund.id });
}

function notRefunded({ id: paymentId }: Payment, reason: string): Error {
  return paymentErrors.PAYMENT_NOT_REFUNDED({ paymentId, reason });
}
