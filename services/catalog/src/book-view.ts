import { Money } from "@quad/contracts";
import { type Static, Type } from "typebox";
import type { FoundBook } from "./book-store.ts";

const line = {
  id: Type.String(),
  title: Type.String(),
  authors: Type.Array(Type.String()),
  isbn: Type.Union([Type.String(), Type.Null()]),
  price: Money,
  /** Copies for sale; null until inventory has said how many. */
  stock: Type.Union([Type.Integer(), Type.Null()]),
  year: Type.Union([Type.Integer(), Type.Null()]),
  language: Type.Union([Type.String(), Type.Null()]),
  version: Type.Integer(),
};

/** A book in a list. */
export const BookLine = Type.Object(line);

/** A book on its own page. */
export const BookView = Type.Object({
  ...line,
  description: Type.Union([Type.String(), Type.Null()]),
  createdAt: Type.String(),
  updatedAt: Type.String(),
});

export function viewLine({ book, stock }: FoundBook): Static<typeof BookLine> {
  const { id, title, authors, isbn, price, year, language, version } = book;
  return { id, title, authors: [...authors], isbn, price, stock, year, language, version };
}

export function viewBook(found: FoundBook): Static<typeof BookView> {
  return {
    ...viewLine(found),
    description: found.book.description,
    createdAt: found.createdAt.toISOString(),
    updatedAt: found.updatedAt.toISOString(),
  };
}
