import type { PaymentView, RefundView } from "@quad/contracts/http/payments";
import type { FoundPayment } from "./payment-store.ts";
import type { FoundRefund } from "./refund-store.ts";

/** A payment with those of its refunds that are among the given ones. */
export function viewPayment(found: FoundPayment, refunds: readonly FoundRefund[]): PaymentView {
  const { id, orderId, amount, state } = found.payment;
  return {
    id,
    orderId,
    amount,
    status: state.status === "expected" || state.status === "void" ? "charging" : state.status,
    reason: state.status === "declined" ? state.reason : null,
    createdAt: found.createdAt.toISOString(),
    updatedAt: found.updatedAt.toISOString(),
    refunds: refunds
      .filter(({ refund }) => refund.orderId === orderId)
      .map((refund) => viewRefund(refund, id)),
  };
}

function viewRefund(found: FoundRefund, paymentId: string): RefundView {
  const { id, amount, state } = found.refund;
  return {
    returnId: id === paymentId ? null : id,
    amount,
    status: state.status,
    reason: state.status === "failed" ? state.reason : null,
    createdAt: found.createdAt.toISOString(),
    updatedAt: found.updatedAt.toISOString(),
  };
}
