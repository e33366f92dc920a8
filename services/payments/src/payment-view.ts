import { Money } from "@quad/contracts";
import { type Static, Type } from "typebox";
import type { FoundPayment } from "./payment-store.ts";
import type { FoundRefund } from "./refund-store.ts";

/** Money that went back, is on its way, or was refused as more than was left. */
export const RefundView = Type.Object({
  /** Null for all that was left of the payment. */
  returnId: Type.Union([Type.String(), Type.Null()]),
  amount: Money,
  status: Type.Enum(["asked", "refunded", "failed", "refused"]),
  reason: Type.Union([Type.String(), Type.Null()]),
  createdAt: Type.String(),
  updatedAt: Type.String(),
});

/** A payment that the provider was asked for. */
export const PaymentView = Type.Object({
  id: Type.String(),
  orderId: Type.String(),
  amount: Money,
  status: Type.Enum(["charging", "received", "declined", "refunded"]),
  reason: Type.Union([Type.String(), Type.Null()]),
  createdAt: Type.String(),
  updatedAt: Type.String(),
  /** Oldest first. */
  refunds: Type.Array(RefundView),
});

/** A payment with those of its refunds that are among the given ones. */
export function viewPayment(
  found: FoundPayment,
  refunds: readonly FoundRefund[],
): Static<typeof PaymentView> {
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

function viewRefund(found: FoundRefund, paymentId: string): Static<typeof RefundView> {
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
