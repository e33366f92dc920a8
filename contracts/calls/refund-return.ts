import { Type } from "typebox";
import { defineCall } from "../define-call.ts";
import { Id, Money } from "../money.ts";

export const refundReturn = defineCall({
  name: "payments.refund-return",
  owner: "payments",
  summary: "Gives back the money for copies that came back, once a return.",
  request: Type.Object({ orderId: Id, returnId: Id, amount: Money }),
  answer: Type.Union([
    Type.Object({ outcome: Type.Literal("refunded"), paymentId: Id }),
    /** More than what is left of the payment, or nothing was taken: nothing was given back. */
    Type.Object({ outcome: Type.Literal("exceeds-payment") }),
  ]),
  deadlineMs: 15_000,
  example: {
    request: {
      orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
      returnId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a13",
      amount: { amount: 1800, currency: "USD" },
    },
    answer: { outcome: "refunded", paymentId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a12" },
  },
});
