import type { BookLine, BookView } from "@quad/contracts/http/catalog";
import type { FoundBook } from "./book-store.ts";

export function viewLine({ book, stock }: FoundBook): BookLine {
  const { id, title, authors, isbn, price, year, language, version } = book;
  return { id, title, authors: [...authors], isbn, price, stock, year, language, version };
}

export function viewBook(found: FoundBook): BookView {
  return {
    ...viewLine(found),
    description: found.book.description,
    createdAt: found.createdAt.toISOString(),
    updatedAt: found.updatedAt.toISOString(),
  };
}
