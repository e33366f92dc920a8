import { bookAdded, bookChanged, bookRemoved } from "@quad/contracts";
import {
  findBook,
  findSourced,
  insertBooks,
  lockBooks,
  removeBook,
  updateBooks,
} from "./book-store.ts";
import { catalogErrors } from "./catalog-errors.ts";
import type { CatalogKit, CatalogTx } from "./catalog-kit.ts";
import { announced, type Book, type BookContent, isNews } from "./domain/book.ts";

/** Adds a book. Error: ISBN_TAKEN. */
export async function addBook(kit: CatalogKit, tx: CatalogTx, content: BookContent): Promise<Book> {
  await lockBooks(tx);
  const book = { ...content, id: kit.newId(), version: 1 };
  await mustHaveFreeIsbn(tx, book);
  await insertBooks(tx, [{ book, source: null }], kit.clock.now());
  tx.emit(bookAdded, announced(book));
  return book;
}

/**
 * Gives a book new content, if its version is still the one that the editor has seen.
 * Errors: BOOK_NOT_FOUND, VERSION_MISMATCH, ISBN_TAKEN.
 */
export async function changeBook(
  kit: CatalogKit,
  tx: CatalogTx,
  change: { id: string; expected: number; content: BookContent },
): Promise<Book> {
  await lockBooks(tx);
  const before = await findVersion(tx, change);
  const after = { ...change.content, id: before.id, version: before.version + 1 };
  await mustHaveFreeIsbn(tx, after);
  await updateBooks(tx, [after], kit.clock.now());
  if (isNews(before, after)) tx.emit(bookChanged, announced(after));
  return after;
}

/** Takes a book out of the catalogue. Errors: BOOK_NOT_FOUND, VERSION_MISMATCH. */
export async function dropBook(
  kit: CatalogKit,
  tx: CatalogTx,
  change: { id: string; expected: number },
): Promise<void> {
  await lockBooks(tx);
  const before = await findVersion(tx, change);
  const after = { ...before, version: before.version + 1 };
  await removeBook(tx, after, kit.clock.now());
  tx.emit(bookRemoved, { bookId: after.id, version: after.version });
}

async function findVersion(
  tx: CatalogTx,
  { id, expected }: { id: string; expected: number },
): Promise<Book> {
  const found = await findBook(tx.sql, id);
  if (!found) throw catalogErrors.BOOK_NOT_FOUND({ id });
  const { version: actual } = found.book;
  if (actual !== expected) throw catalogErrors.VERSION_MISMATCH({ expected, actual });
  return found.book;
}

async function mustHaveFreeIsbn(tx: CatalogTx, { id, isbn }: Book): Promise<void> {
  if (!isbn) return;
  const holders = await findSourced(tx, { isbns: [isbn] });
  const other = holders.find(({ book }) => book.id !== id);
  if (other) throw catalogErrors.ISBN_TAKEN({ isbn, id: other.book.id });
}
