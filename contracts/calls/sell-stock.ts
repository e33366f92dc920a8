import { Type } from "typebox";
import { defineCall } from "../define-call.ts";
import { Id } from "../money.ts";
import { Shortage } from "../order-parts.ts";

export const sellStock = defineCall({
  name: "inventory.sell-stock",
  owner: "inventory",
  summary: "The copies that were set aside for an order leave the house.",
  request: Type.Object({ orderId: Id }),
  answer: Type.Union([
    Type.Object({ outcome: Type.Literal("sold") }),
    /** The time was up, and others have bought the copies. */
    Type.Object({ outcome: Type.Literal("out-of-stock"), missing: Type.Array(Shortage) }),
    /** They were released, or never set aside. */
    Type.Object({ outcome: Type.Literal("ended") }),
  ]),
  deadlineMs: 5_000,
  example: {
    request: { orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10" },
    answer: { outcome: "sold" },
  },
});
