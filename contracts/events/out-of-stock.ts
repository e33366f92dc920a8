import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id } from "../money.ts";
import { Shortage } from "../order-parts.ts";

export const outOfStock = defineEvent({
  type: "inventory.out-of-stock",
  version: 1,
  owner: "inventory",
  summary: "An order asked for more copies than there are; nothing was set aside.",
  key: "orderId",
  schema: Type.Object({
    orderId: Id,
    missing: Type.Array(Shortage),
  }),
  example: {
    orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
    missing: [{ bookId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a11", requested: 2, available: 1 }],
  },
});
export type OutOfStock = Static<typeof outOfStock.schema>;
