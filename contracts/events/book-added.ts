import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id, Money } from "../money.ts";

export const bookAdded = defineEvent({
  type: "catalog.book-added",
  version: 1,
  owner: "catalog",
  summary: "A book is new in the catalogue.",
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
    version: 1,
  },
});
export type BookAdded = Static<typeof bookAdded.schema>;
