import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id } from "../money.ts";

export const bookRemoved = defineEvent({
  type: "catalog.book-removed",
  version: 1,
  owner: "catalog",
  summary: "A book is no longer sold.",
  key: "bookId",
  schema: Type.Object({
    bookId: Id,
    version: Type.Integer({ minimum: 1 }),
  }),
  example: {
    bookId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a11",
    version: 3,
  },
});
export type BookRemoved = Static<typeof bookRemoved.schema>;
