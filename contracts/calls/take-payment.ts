import { Type } from "typebox";
import { defineCall } from "../define-call.ts";
import { Id, Money } from "../money.ts";

export const takePayment = defineCall({
  name: "payments.take-payment",
  owner: "payments",
  summary: "Takes the money for an order, once.",
  request: Type.Object({ orderId: Id, amount: Money, paymentToken: Type.String() }),
  answer: Type.Union([
    Type.Object({ outcome: Type.Literal("received"), paymentId: Id }),
    Type.Object({ outcome: Type.Literal("declined"), paymentId: Id, reason: Type.String() }),
  ]),
  deadlineMs: 15_000,
  example: {
    request: {
      orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
      amount: { amount: 3600, currency: "USD" },
      paymentToken: "sim_ok",
    },
    answer: { outcome: "received", paymentId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a12" },
  },
});
