import { bookAdded, bookRemoved } from "@quad/contracts";
import { booksAfter, lockBooks } from "./book-store.ts";
import type { CatalogKit, CatalogTx } from "./catalog-kit.ts";
import { announced } from "./domain/book.ts";

const PAGE = 500;

/**
 * Says of every book how it is now, or that it is gone. While a page is said no book changes, so
 * what it says of one is followed, and never preceded, by what becomes of it.
 */
export async function announceBooks(_: CatalogKit, tx: CatalogTx, after: string | null) {
  await lockBooks(tx);
  const books = await booksAfter(tx, { after, limit: PAGE });
  for (const { book, isRemoved } of books) {
    if (isRemoved) tx.emit(bookRemoved, { bookId: book.id, version: book.version });
    else tx.emit(bookAdded, announced(book));
  }
  return { said: books.length, next: books[PAGE - 1]?.book.id ?? null };
}
