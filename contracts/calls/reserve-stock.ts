import { Type } from "typebox";
import { defineCall } from "../define-call.ts";
import { Id } from "../money.ts";
import { BookCount, Shortage } from "../order-parts.ts";

export const reserveStock = defineCall({
  name: "inventory.reserve-stock",
  owner: "inventory",
  summary: "Sets every copy of an order aside for some time, or none.",
  request: Type.Object({
    orderId: Id,
    items: Type.Array(BookCount, { minItems: 1, maxItems: 50 }),
    /** After this time the copies are for sale again, unless they were sold. */
    keptMs: Type.Integer({ minimum: 1, maximum: 86_400_000 }),
  }),
  answer: Type.Union([
    Type.Object({ outcome: Type.Literal("reserved"), expiresAt: Type.String() }),
    Type.Object({ outcome: Type.Literal("out-of-stock"), missing: Type.Array(Shortage) }),
    /** The order's copies were sold or released before: this request came late. */
    Type.Object({ outcome: Type.Literal("ended") }),
  ]),
  deadlineMs: 5_000,
  example: {
    request: {
      orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
      items: [{ bookId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a11", quantity: 2 }],
      keptMs: 900_000,
    },
    answer: { outcome: "reserved", expiresAt: "2026-01-01T12:15:00.000Z" },
  },
});
