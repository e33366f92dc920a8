import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id } from "../money.ts";

export const paymentDeclined = defineEvent({
  type: "payments.payment-declined",
  version: 1,
  owner: "payments",
  summary: "The provider refused to charge for an order; no money moved.",
  key: "orderId",
  schema: Type.Object({
    orderId: Id,
    paymentId: Id,
    reason: Type.String(),
  }),
  example: {
    orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
    paymentId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a12",
    reason: "card_declined",
  },
});
export type PaymentDeclined = Static<typeof paymentDeclined.schema>;
