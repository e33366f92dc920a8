import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id, Money } from "../money.ts";

export const bookChanged = defineEvent({
  type: "catalog.book-changed",
  version: 1,
  owner: "catalog",
  summary: "A book has a new state; the data is that state, whole.",
  key: "bookId",
  schema: Type.Object({
    bookId: Id,
    title: Type.String(),
    authors: Type.Array(Type.String()),
    isbn: Type.Union([Type.String(), Type.Null()]),
    price: Money,
    version: Type.Integer({ minimum: 1 }),
  }),
  example: {
    bookId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a11",
    title: "Moby-Dick; or, The Whale",
    authors: ["Herman Melville"],
    isbn: "9780142437247",
    price: { amount: 1800, currency: "USD" },
    version: 2,
  },
});
export type BookChanged = Static<typeof bookChanged.schema>;
