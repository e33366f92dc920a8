import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id, Money } from "../money.ts";

export const paymentReceived = defineEvent({
  type: "payments.payment-received",
  version: 1,
  owner: "payments",
  summary: "The money for an order was captured.",
  key: "orderId",
  schema: Type.Object({
    orderId: Id,
    paymentId: Id,
    amount: Money,
  }),
  example: {
    orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
    paymentId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a12",
    amount: { amount: 3600, currency: "USD" },
  },
});
export type PaymentReceived = Static<typeof paymentReceived.schema>;
