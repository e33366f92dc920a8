import { writesOf } from "@quad/chassis";
import { catalogHttp } from "@quad/contracts/http/catalog";
import { listsOf, routesOf } from "@quad/http";
import { listBooks, Positions } from "./book-list.ts";
import { findBook } from "./book-store.ts";
import { viewBook, viewLine } from "./book-view.ts";
import { catalogErrors } from "./catalog-errors.ts";
import type { CatalogKit, CatalogSchema } from "./catalog-kit.ts";
import { addBook, changeBook, dropBook } from "./change-book.ts";
import { bookContent } from "./domain/book.ts";
import { importBooks } from "./import-books.ts";

const route = routesOf<CatalogKit>();
const list = listsOf<CatalogKit>();
const write = writesOf<CatalogSchema, CatalogKit>();

/** The public HTTP of catalog. There are no accounts yet, so anyone is an editor. */
export const routes = [
  list(catalogHttp.listBooks, {
    after: ({ sort }) => Positions[sort],
    rows: ({ kit, query: { q, sort }, after, count }) =>
      listBooks(kit.database.sql, { q, sort, after, count }),
    position: (book) => book.position,
    view: viewLine,
  }),
  route(catalogHttp.readBook, ({ kit, params }) => readBook(kit.database.sql, params.id)),
  write(catalogHttp.addBook, async ({ kit, tx, body }) => {
    const { id } = await addBook(kit, tx, bookContent(body));
    return readBook(tx.sql, id);
  }),
  write(catalogHttp.changeBook, async ({ kit, tx, params: { id }, body, ifMatch: expected }) => {
    await changeBook(kit, tx, { id, expected, content: bookContent(body) });
    return readBook(tx.sql, id);
  }),
  write(catalogHttp.dropBook, ({ kit, tx, params: { id }, ifMatch: expected }) =>
    dropBook(kit, tx, { id, expected }),
  ),
  write(catalogHttp.importBooks, ({ kit, tx, body }) => importBooks(kit, tx, body)),
];

async function readBook(sql: CatalogKit["database"]["sql"], id: string) {
  const found = await findBook(sql, id);
  if (!found) throw catalogErrors.BOOK_NOT_FOUND({ id });
  return viewBook(found);
}
