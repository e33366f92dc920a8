import { bookAdded, bookChanged } from "@quad/contracts";
import type { ImportRequest, ImportResult } from "@quad/contracts/http/catalog";
import { findSourced, insertBooks, lockBooks, saveSources, updateBooks } from "./book-store.ts";
import type { CatalogKit, CatalogTx } from "./catalog-kit.ts";
import { announced, findIsbn, isNews } from "./domain/book.ts";
import { type Merge, mergeRows } from "./merge-rows.ts";

/**
 * Makes the catalogue say what these rows of a file say. The same rows again change nothing, so
 * an import that was cut off is simply run again. A dry run answers alike and changes nothing.
 */
export async function importBooks(
  kit: CatalogKit,
  tx: CatalogTx,
  { rows, dryRun = false }: ImportRequest,
): Promise<ImportResult> {
  await lockBooks(tx);
  const known = await findSourced(tx, {
    isbns: rows.flatMap(({ isbn }) => (isbn && findIsbn(isbn)) || []),
    sources: rows.flatMap(({ source }) => source ?? []),
    titles: rows.map(({ title }) => title),
  });
  const merge = mergeRows(rows, known, kit.newId);
  if (!dryRun) await save(kit, tx, merge);
  const { created, updated, unchanged, rejected } = merge;
  return { created: created.length, updated: updated.length, unchanged, rejected: [...rejected] };
}

async function save(kit: CatalogKit, tx: CatalogTx, { created, updated, sourced }: Merge) {
  const at = kit.clock.now();
  const changed = updated.map(({ after }) => after);
  if (created.length > 0) await insertBooks(tx, created, at);
  if (changed.length > 0) await updateBooks(tx, changed, at);
  if (sourced.length > 0) await saveSources(tx, sourced);
  for (const { book } of created) tx.emit(bookAdded, announced(book));
  for (const { before, after } of updated) {
    if (isNews(before, after)) tx.emit(bookChanged, announced(after));
  }
}
