import { type Static, Type } from "typebox";
import { defineList, defineOperation } from "../define-operation.ts";
import { Id, Money } from "../money.ts";
import { RawBody } from "../raw-body.ts";

/** Money that went back, is on its way, or was refused as more than was left. */
const RefundView = Type.Object({
  /** Null for all that was left of the payment. */
  returnId: Type.Union([Type.String(), Type.Null()]),
  amount: Money,
  status: Type.Enum(["asked", "refunded", "failed", "refused"]),
  reason: Type.Union([Type.String(), Type.Null()]),
  createdAt: Type.String(),
  updatedAt: Type.String(),
});

/** A payment that the provider was asked for. */
const PaymentView = Type.Object({
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

const payments = { owner: "payments", who: "anyone" } as const;

/** The public HTTP of payments. */
export const paymentsHttp = {
  listPayments: defineList({
    ...payments,
    name: "payments.list-payments",
    path: "/api/payments",
    summary: "Payments that the provider was asked for, newest first",
    filter: { order: Type.Optional(Id) },
    item: PaymentView,
  }),
  takeNotice: defineOperation({
    ...payments,
    name: "payments.take-notice",
    method: "POST",
    path: "/api/payments/notices",
    summary: "What the payment provider says on its own accord, signed by it",
    body: RawBody,
    refusals: ["CHARGE_NOTICE_INVALID"],
  }),
};

export type PaymentView = Static<typeof PaymentView>;
export type RefundView = Static<typeof RefundView>;
