import { bookAdded, bookChanged } from "@quad/contracts";
import type { ImportResult, ImportRow } from "@quad/contracts/http/catalog";
import { findSourced, insertBooks, lockBooks, updateBooks } from "./book-store.ts";
import type { CatalogKit, CatalogTx } from "./catalog-kit.ts";
import { announced, findIsbn, isNews } from "./domain/book.ts";
import { mergeRows } from "./merge-rows.ts";

/**
 * Makes the catalogue say what these rows of a file say. The same rows again change nothing, so
 * an import that was cut off is simply run again.
 */
export async function importBooks(
  kit: CatalogKit,
  tx: CatalogTx,
  rows: readonly ImportRow[],
): Promise<ImportResult> {
  await lockBooks(tx);
  const known = await findSourced(tx, {
    isbns: rows.flatMap(({ isbn }) => (isbn && findIsbn(isbn)) || []),
    sources: rows.flatMap(({ source }) => source ?? []),
  });
  const { created, updated, unchanged, rejected } = mergeRows(rows, known, kit.newId);
  const at = kit.clock.now();
  if (created.length > 0) await insertBooks(tx, created, at);
  if (updated.length > 0)
    await updateBooks(
      tx,
      updated.map(({ after }) => after),
      at,
    );
  for (const { book } of created) tx.emit(bookAdded, announced(book));
  for (const { before, after } of updated) {
    if (isNews(before, after)) tx.emit(bookChanged, announced(after));
  }
  return { created: created.length, updated: updated.length, unchanged, rejected: [...rejected] };
}
