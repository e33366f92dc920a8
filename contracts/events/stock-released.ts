import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id } from "../money.ts";
import { BookCount } from "../order-parts.ts";

export const stockReleased = defineEvent({
  type: "inventory.stock-released",
  version: 1,
  owner: "inventory",
  summary: "The copies set aside for a cancelled order are for sale again.",
  key: "orderId",
  schema: Type.Object({
    orderId: Id,
    items: Type.Array(BookCount),
  }),
  example: {
    orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
    items: [{ bookId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a11", quantity: 2 }],
  },
});
export type StockReleased = Static<typeof stockReleased.schema>;
