import { type Static, type TSchema, Type } from "typebox";
import { defineList, defineOperation } from "../define-operation.ts";
import {
  DESCRIPTION_LENGTH_MAX,
  ISBN_LENGTH_MAX,
  LANGUAGE_LENGTH_MAX,
  SEARCH_LENGTH_MAX,
  TITLE_LENGTH_MAX,
} from "../limits.ts";
import { Id, Money } from "../money.ts";

/** What every value of a book must be, whether a person or a file says it. */
export const BookFields = Type.Object({
  title: text(TITLE_LENGTH_MAX),
  authors: Type.Array(text(200), { minItems: 1, maxItems: 100 }),
  /** ISBN-10 or ISBN-13, with or without dashes. */
  isbn: maybe(Type.String({ maxLength: ISBN_LENGTH_MAX })),
  price: Money,
  year: maybe(Type.Integer({ minimum: -5000, maximum: 9999 })),
  /** BCP 47, such as `en` or `pt-BR`; `eng` is read as `en`. */
  language: maybe(Type.String({ maxLength: LANGUAGE_LENGTH_MAX })),
  description: maybe(Type.String({ maxLength: DESCRIPTION_LENGTH_MAX })),
});

const line = {
  id: Type.String(),
  title: Type.String(),
  authors: Type.Array(Type.String()),
  isbn: Type.Union([Type.String(), Type.Null()]),
  price: Money,
  /** Copies for sale; null until inventory has said how many. */
  stock: Type.Union([Type.Integer(), Type.Null()]),
  /** Of first publication; negative before our era. */
  year: Type.Union([Type.Integer(), Type.Null()]),
  /** BCP 47. */
  language: Type.Union([Type.String(), Type.Null()]),
  /** Grows with each change. */
  version: Type.Integer(),
};

/** A book in a list. */
const BookLine = Type.Object(line);

/** A book on its own page. */
const BookView = Type.Object({
  ...line,
  description: Type.Union([Type.String(), Type.Null()]),
  createdAt: Type.String(),
  updatedAt: Type.String(),
});

/** Rows of one import. */
const IMPORT_ROWS_MAX = 500;
const IMPORT_BYTES_MAX = 2 * 1024 * 1024;

/**
 * A row of a file: its types are checked at the door, its values row by row, so that one bad value
 * costs one row and not the batch.
 */
const ImportRow = Type.Object({
  /** Where the row begins in its file; names it in `rejected`. */
  line: Type.Integer({ minimum: 1 }),
  /**
   * Whose row this is and its id there, such as `gardners#501`: recognises the row when it comes
   * again. Without it, and without an ISBN, a row is about the book with its title and authors.
   */
  source: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  title: Type.String(),
  authors: Type.Array(Type.String()),
  isbn: maybe(Type.String()),
  price: Type.Object({ amount: Type.Integer(), currency: Type.String() }),
  /** True where the file has no price: then this one is for a new book only. */
  assumesPrice: Type.Optional(Type.Boolean()),
  /** True where the file does not say the currency: then it changes that of no book. */
  assumesCurrency: Type.Optional(Type.Boolean()),
  year: maybe(Type.Integer()),
  language: maybe(Type.String()),
});

const ImportRequest = Type.Object({
  rows: Type.Array(ImportRow, { minItems: 1, maxItems: IMPORT_ROWS_MAX }),
  /** True to be told what would become of the rows, and change nothing. */
  dryRun: Type.Optional(Type.Boolean()),
});

const ImportResult = Type.Object({
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  rejected: Type.Array(Type.Object({ line: Type.Integer(), reason: Type.String() })),
});

const BookId = Type.Object({ id: Id });
const catalog = { owner: "catalog", who: "anyone" } as const;

/** The public HTTP of catalog. There are no accounts yet, so anyone is an editor. */
export const catalogHttp = {
  listBooks: defineList({
    ...catalog,
    name: "catalog.list-books",
    path: "/api/catalog/books",
    summary: "Find books",
    filter: {
      /** Every word has to begin a word of the title, an author or the ISBN. */
      q: Type.String({ maxLength: SEARCH_LENGTH_MAX, default: "" }),
      sort: Type.Enum(["title", "newest", "price"], { default: "title" }),
    },
    item: BookLine,
  }),
  readBook: defineOperation({
    ...catalog,
    name: "catalog.read-book",
    method: "GET",
    path: "/api/catalog/books/:id",
    summary: "A book",
    params: BookId,
    answer: BookView,
    versioned: true,
    refusals: ["BOOK_NOT_FOUND"],
  }),
  addBook: defineOperation({
    ...catalog,
    name: "catalog.add-book",
    method: "POST",
    path: "/api/catalog/books",
    summary: "Add a book",
    body: BookFields,
    idempotencyKey: "optional",
    answer: BookView,
    status: 201,
    location: "/api/catalog/books/:id",
    versioned: true,
    refusals: ["BOOK_INVALID", "ISBN_TAKEN", "IDEMPOTENCY_KEY_REUSED"],
  }),
  changeBook: defineOperation({
    ...catalog,
    name: "catalog.change-book",
    method: "PUT",
    path: "/api/catalog/books/:id",
    summary: "Change a book",
    params: BookId,
    body: BookFields,
    ifMatch: "required",
    answer: BookView,
    versioned: true,
    refusals: ["BOOK_NOT_FOUND", "BOOK_INVALID", "ISBN_TAKEN", "VERSION_MISMATCH"],
  }),
  dropBook: defineOperation({
    ...catalog,
    name: "catalog.drop-book",
    method: "DELETE",
    path: "/api/catalog/books/:id",
    summary: "Remove a book",
    params: BookId,
    ifMatch: "required",
    refusals: ["BOOK_NOT_FOUND", "VERSION_MISMATCH"],
  }),
  importBooks: defineOperation({
    ...catalog,
    name: "catalog.import-books",
    method: "POST",
    path: "/api/catalog/imports",
    summary: "Import rows of a file",
    body: ImportRequest,
    bodyBytesMax: IMPORT_BYTES_MAX,
    answer: ImportResult,
  }),
};

export type BookFields = Static<typeof BookFields>;
export type BookLine = Static<typeof BookLine>;
export type BookView = Static<typeof BookView>;
export type ImportRow = Static<typeof ImportRow>;
export type ImportRequest = Static<typeof ImportRequest>;
export type ImportResult = Static<typeof ImportResult>;

function text(maxLength: number) {
  return Type.String({ minLength: 1, maxLength });
}

function maybe<Schema extends TSchema>(schema: Schema) {
  return Type.Optional(Type.Union([schema, Type.Null()]));
}
