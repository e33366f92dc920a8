import { Type } from "typebox";
import { defineCall } from "../define-call.ts";
import { Id } from "../money.ts";

export const refundPayment = defineCall({
  name: "payments.refund-payment",
  owner: "payments",
  summary: "Gives back all that was taken for an order; nothing can be taken for it any more.",
  request: Type.Object({ orderId: Id }),
  answer: Type.Union([
    Type.Object({ outcome: Type.Literal("refunded"), paymentId: Id }),
    /** Nothing was taken, and nothing will be. */
    Type.Object({ outcome: Type.Literal("nothing-taken") }),
  ]),
  deadlineMs: 15_000,
  example: {
    request: { orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10" },
    answer: { outcome: "refunded", paymentId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a12" },
  },
});
