import { Type } from "typebox";
import { defineCall } from "../define-call.ts";
import { Id } from "../money.ts";
import { BookCount } from "../order-parts.ts";

export const takeBackStock = defineCall({
  name: "inventory.take-back-stock",
  owner: "inventory",
  summary: "Copies of an order that came back are for sale again, once a return.",
  request: Type.Object({
    orderId: Id,
    returnId: Id,
    items: Type.Array(BookCount, { minItems: 1, maxItems: 50 }),
  }),
  answer: Type.Union([
    Type.Object({ outcome: Type.Literal("taken-back") }),
    /** More copies of a book than the order still has: nothing was taken back. */
    Type.Object({ outcome: Type.Literal("exceeds-order") }),
  ]),
  deadlineMs: 5_000,
  example: {
    request: {
      orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
      returnId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a13",
      items: [{ bookId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a11", quantity: 1 }],
    },
    answer: { outcome: "taken-back" },
  },
});
