import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id } from "../money.ts";

export const paymentRefunded = defineEvent({
  type: "payments.payment-refunded",
  version: 1,
  owner: "payments",
  summary: "All that was taken for an order was given back.",
  key: "orderId",
  schema: Type.Object({ orderId: Id, paymentId: Id }),
  example: {
    orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
    paymentId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a12",
  },
});
export type PaymentRefunded = Static<typeof paymentRefunded.schema>;
