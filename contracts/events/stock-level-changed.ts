import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id } from "../money.ts";

export const stockLevelChanged = defineEvent({
  type: "inventory.stock-level-changed",
  version: 1,
  owner: "inventory",
  summary: "A book has another number of copies for sale.",
  key: "bookId",
  schema: Type.Object({
    bookId: Id,
    available: Type.Integer({ minimum: 0 }),
    version: Type.Integer({ minimum: 1 }),
  }),
  example: {
    bookId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a11",
    available: 18,
    version: 7,
  },
});
export type StockLevelChanged = Static<typeof stockLevelChanged.schema>;
