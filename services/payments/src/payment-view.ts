import { Money } from "@quad/contracts";
import { type Static, Type } from "typebox";
import type { FoundPayment } from "./payment-store.ts";

/** A payment that the provider was asked for. */
export const PaymentView = Type.Object({
  id: Type.String(),
  orderId: Type.String(),
  amount: Money,
  status: Type.Enum(["charging", "received", "declined", "refunded"]),
  reason: Type.Union([Type.String(), Type.Null()]),
  createdAt: Type.String(),
  updatedAt: Type.String(),
});

export function viewPayment(found: FoundPayment): Static<typeof PaymentView> {
  const { id, orderId, amount, state } = found.payment;
  return {
    id,
    orderId,
    amount,
    status: state.status === "expected" ? "charging" : state.status,
    reason: state.status === "declined" ? state.reason : null,
    createdAt: found.createdAt.toISOString(),
    updatedAt: found.updatedAt.toISOString(),
  };
}
