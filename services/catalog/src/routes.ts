import { Id } from "@quad/contracts";
import { idempotent } from "@quad/database";
import { answer, decodeCursor, fingerprint, Page, PageQuery, pageOf, routesOf } from "@quad/http";
import { type Static, Type } from "typebox";
import { BookFields, IMPORT_BYTES_MAX, ImportRequest, ImportResult } from "./book-input.ts";
import { listBooks, Positions } from "./book-list.ts";
import { type CatalogKit, type CatalogTx, findBook } from "./book-store.ts";
import { BookLine, BookView, viewBook, viewLine } from "./book-view.ts";
import { catalogErrors } from "./catalog-errors.ts";
import { addBook, changeBook, dropBook } from "./change-book.ts";
import { bookContent } from "./domain/book.ts";
import { importBooks } from "./import-books.ts";

const route = routesOf<CatalogKit>();
const BookId = Type.Object({ id: Id });
const BookQuery = Type.Object({
  ...PageQuery.properties,
  /** Every word has to begin a word of the title, an author or the ISBN. */
  q: Type.String({ maxLength: 200, default: "" }),
  sort: Type.Enum(["title", "newest", "price"], { default: "title" }),
});

/** The public HTTP of catalog. There are no accounts yet, so anyone is an editor. */
export const routes = [
  route({
    method: "GET",
    path: "/api/catalog/books",
    summary: "Find books",
    who: "anyone",
    query: BookQuery,
    answer: Page(BookLine),
    refusals: ["CURSOR_INVALID"],
    handle: async ({ kit, query: { q, sort, limit, cursor } }) => {
      const after = decodeCursor(Positions[sort], cursor);
      const books = await listBooks(kit.database.sql, { q, sort, count: limit + 1, after });
      const { items, next } = pageOf(books, limit, (book) => book.position);
      return { items: items.map(viewLine), next };
    },
  }),
  route({
    method: "GET",
    path: "/api/catalog/books/:id",
    summary: "A book",
    who: "anyone",
    params: BookId,
    answer: BookView,
    refusals: ["BOOK_NOT_FOUND"],
    handle: async ({ kit, params }) => {
      const book = await readBook(kit.database.sql, params.id);
      return answer(book, { version: book.version });
    },
  }),
  route({
    method: "POST",
    path: "/api/catalog/books",
    summary: "Add a book",
    who: "anyone",
    body: BookFields,
    idempotencyKey: "optional",
    answer: BookView,
    status: 201,
    refusals: ["BOOK_INVALID", "ISBN_TAKEN", "IDEMPOTENCY_KEY_REUSED"],
    handle: async ({ kit, body, idempotencyKey }) => {
      const { book, replayed } = await addBookOnce(kit, body, idempotencyKey);
      return answer(book, {
        version: book.version,
        headers: {
          location: `/api/catalog/books/${book.id}`,
          ...(replayed && { "idempotency-replayed": "true" }),
        },
      });
    },
  }),
  route({
    method: "PUT",
    path: "/api/catalog/books/:id",
    summary: "Change a book",
    who: "anyone",
    params: BookId,
    body: BookFields,
    ifMatch: "required",
    answer: BookView,
    refusals: ["BOOK_NOT_FOUND", "BOOK_INVALID", "ISBN_TAKEN", "VERSION_MISMATCH"],
    handle: async ({ kit, params: { id }, body, ifMatch: expected }) => {
      const content = bookContent(body);
      const book = await kit.database.transaction(async (tx) => {
        await changeBook(kit, tx, { id, expected, content });
        return readBook(tx.sql, id);
      });
      return answer(book, { version: book.version });
    },
  }),
  route({
    method: "DELETE",
    path: "/api/catalog/books/:id",
    summary: "Remove a book",
    who: "anyone",
    params: BookId,
    ifMatch: "required",
    refusals: ["BOOK_NOT_FOUND", "VERSION_MISMATCH"],
    handle: ({ kit, params: { id }, ifMatch: expected }) =>
      kit.database.transaction((tx) => dropBook(kit, tx, { id, expected })),
  }),
  route({
    method: "POST",
    path: "/api/catalog/imports",
    summary: "Import rows of a file",
    who: "anyone",
    body: ImportRequest,
    bodyBytesMax: IMPORT_BYTES_MAX,
    answer: ImportResult,
    handle: ({ kit, body: { rows } }) =>
      kit.database.transaction((tx) => importBooks(kit, tx, rows)),
  }),
];

/** Adds a book; under a key once, however often it is asked for. */
async function addBookOnce(kit: CatalogKit, fields: Static<typeof BookFields>, key?: string) {
  const content = bookContent(fields);
  const add = async (tx: CatalogTx) => {
    const { id } = await addBook(kit, tx, content);
    return readBook(tx.sql, id);
  };
  return kit.database.transaction(async (tx) => {
    if (key === undefined) return { book: await add(tx), replayed: false };
    const request = { scope: "add-book", key, fingerprint: fingerprint(fields) };
    const { body, replayed } = await idempotent(tx, request, async () => ({
      status: 201,
      body: await add(tx),
    }));
    return { book: body as Static<typeof BookView>, replayed };
  });
}

async function readBook(sql: CatalogKit["database"]["sql"], id: string) {
  const found = await findBook(sql, id);
  if (!found) throw catalogErrors.BOOK_NOT_FOUND({ id });
  return viewBook(found);
}
