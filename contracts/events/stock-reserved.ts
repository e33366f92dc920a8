import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id } from "../money.ts";
import { BookCount } from "../order-parts.ts";

export const stockReserved = defineEvent({
  type: "inventory.stock-reserved",
  version: 1,
  owner: "inventory",
  summary: "Every copy of an order is set aside for it.",
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
export type StockReserved = Static<typeof stockReserved.schema>;
