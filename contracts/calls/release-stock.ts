import { Type } from "typebox";
import { defineCall } from "../define-call.ts";
import { Id } from "../money.ts";

export const releaseStock = defineCall({
  name: "inventory.release-stock",
  owner: "inventory",
  summary:
    "The copies of an order are for sale again, sold or only set aside; nothing can be set aside " +
    "for it any more.",
  request: Type.Object({ orderId: Id }),
  answer: Type.Object({ outcome: Type.Literal("released") }),
  deadlineMs: 5_000,
  example: {
    request: { orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10" },
    answer: { outcome: "released" },
  },
});
