import { cliErrors } from "../cli-errors.ts";
import { EXPORT_FORMATS, type ExportFormat } from "./export-formats.ts";

export const BOOK_COLUMNS = [
  "id",
  "title",
  "authors",
  "moreAuthors",
  "isbn",
  "isbn13",
  "year",
  "firstYear",
  "language",
  "price",
  "currency",
] as const;
export type BookColumn = (typeof BOOK_COLUMNS)[number];
/** The file's column for each field. */
export type ColumnMap = Readonly<Partial<Record<BookColumn, string>>>;

/** Columns that need no `--map`, most telling first; case, `_`, `-` and spaces are alike. */
const KNOWN_COLUMNS: Readonly<Record<BookColumn, readonly string[]>> = {
  id: ["uuid", "remote id", "book id", "id"],
  title: ["title", "name", "book title"],
  authors: ["authors", "author", "author text", "primary author", "creator", "main author", "by"],
  moreAuthors: ["additional authors", "secondary author"],
  isbn: ["isbn", "isbn10", "isbn 10", "isbn/uid", "isbns"],
  isbn13: ["isbn13", "isbn 13", "ean"],
  year: [
    ...["year", "year published", "publication year", "year of publication", "published"],
    ...["publication date", "date of publication", "pub date", "pubdate", "date"],
  ],
  firstYear: ["original publication year", "first published"],
  language: ["language", "languages", "language code", "lang"],
  price: ["price", "list price", "retail price"],
  currency: ["currency", "currency code"],
};

export interface FileColumns {
  /** Where each field stands in a row. */
  readonly index: ReadonlyMap<BookColumn, number>;
  readonly format: ExportFormat | undefined;
  readonly unread: readonly string[];
}

/**
 * Which column holds which field: what the person says, otherwise the usual names.
 * Errors: IMPORT_COLUMN_UNKNOWN, IMPORT_COLUMN_TWICE, IMPORT_COLUMN_MISSING.
 */
export function findColumns(header: readonly string[], said: ColumnMap): FileColumns {
  const names = header.map(plain);
  const index = new Map<BookColumn, number>();
  for (const field of BOOK_COLUMNS) {
    const column = said[field];
    const found = column === undefined ? usual(field, names) : names.indexOf(plain(column));
    if (column !== undefined && found < 0) {
      throw cliErrors.IMPORT_COLUMN_UNKNOWN({ field, column, header: header.join(", ") });
    }
    if (found < 0) continue;
    if (names.indexOf(names[found] ?? "", found + 1) >= 0) {
      throw cliErrors.IMPORT_COLUMN_TWICE({ column: header[found] });
    }
    index.set(field, found);
  }
  for (const field of ["title", "authors"] as const) {
    if (!index.has(field)) {
      throw cliErrors.IMPORT_COLUMN_MISSING({ field, header: header.join(", ") });
    }
  }
  const read = new Set(index.values());
  return {
    index,
    format: EXPORT_FORMATS.find(({ columns }) => columns.every((name) => names.includes(name))),
    unread: header.filter((name, at) => name !== "" && !read.has(at)),
  };
}

function usual(field: BookColumn, names: readonly string[]): number {
  const name = KNOWN_COLUMNS[field].find((one) => names.includes(one));
  return name === undefined ? -1 : names.indexOf(name);
}

function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ");
}
