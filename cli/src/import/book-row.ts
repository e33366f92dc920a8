import { parse as parseIsbn } from "isbn3";

/** From a row of a file to a book as the catalogue takes it, or the reason why not. */
export const BOOK_COLUMNS = [
  "id",
  "title",
  "authors",
  "isbn",
  "isbn13",
  "year",
  "language",
  "price",
] as const;
export type BookColumn = (typeof BOOK_COLUMNS)[number];
/** The file's column for each field. */
export type ColumnMap = Readonly<Record<BookColumn, string>>;

export interface BookRow {
  readonly line: number;
  /** Recognises the row when it has no ISBN and is imported again. */
  readonly source: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly isbn?: string;
  readonly year?: number;
  readonly language?: string;
  readonly price: { readonly amount: number; readonly currency: string };
}

export type Outcome = { readonly book: BookRow } | { readonly reason: string };

/** Columns that need no `--map`, most telling first. */
const KNOWN_COLUMNS: Readonly<Record<BookColumn, readonly string[]>> = {
  id: ["id", "book_id"],
  title: ["title", "name"],
  authors: ["authors", "author"],
  isbn: ["isbn", "isbn10", "isbn_10"],
  isbn13: ["isbn13", "isbn_13", "ean"],
  year: ["year", "original_publication_year", "publication_year", "published"],
  language: ["language", "language_code", "lang"],
  price: ["price"],
};

/** Which column holds which field: what the person says, otherwise the usual names. */
export function mapColumns(
  header: readonly string[],
  said: Partial<ColumnMap>,
): Partial<ColumnMap> {
  const byLowerCase = new Map(header.map((column) => [column.toLowerCase(), column]));
  const found = BOOK_COLUMNS.flatMap((field) => {
    const column = KNOWN_COLUMNS[field].map((name) => byLowerCase.get(name)).find(Boolean);
    return column === undefined ? [] : [[field, column]];
  });
  return { ...Object.fromEntries(found), ...said };
}

/** Checks one row. Prices are in units of the currency, such as 15.00. */
export function readBook(
  row: Readonly<Record<string, string>>,
  options: {
    line: number;
    file: string;
    columns: Partial<ColumnMap>;
    price: string;
    currency: string;
  },
): Outcome {
  const { line, file, columns, currency } = options;
  const field = (name: BookColumn) => (row[columns[name] ?? ""] ?? "").trim();
  const title = field("title");
  if (title === "") return { reason: "the title is empty" };
  const authors = splitAuthors(field("authors"));
  if (authors.length === 0) return { reason: "there is no author" };
  const isbn = readIsbn(field("isbn"), field("isbn13"));
  if ("reason" in isbn) return isbn;
  const year = readYear(field("year"));
  if (year === "invalid") return { reason: `the year ${field("year")} is not a whole number` };
  const amount = toMinorUnits(field("price") || options.price, currency);
  if (amount === null)
    return { reason: `the price ${field("price")} is not an amount in ${currency}` };
  const language = field("language");
  return {
    book: {
      line,
      source: `${file}#${field("id") || `${title} / ${authors.join(", ")}`}`.slice(0, 300),
      title,
      authors,
      ...(isbn.value !== null && { isbn: isbn.value }),
      ...(year !== null && { year }),
      ...(language !== "" && { language }),
      price: { amount, currency },
    },
  };
}

function splitAuthors(text: string): string[] {
  return [...new Set(text.split(/[,;]/).map((author) => author.trim()))].filter(Boolean);
}

/**
 * The ISBN-13 of a row. Spreadsheets drop the leading zeros of an ISBN-10 and round an ISBN-13 to
 * 9.78043902348e+12: the zeros can be put back, the rounded digits cannot, so a rounded ISBN-13
 * counts as missing.
 */
function readIsbn(isbn: string, isbn13: string): { value: string | null } | { reason: string } {
  if (isbn !== "") {
    const parsed = parseIsbn(isbn.length < 10 ? isbn.padStart(10, "0") : isbn);
    return parsed?.isValid && parsed.isbn13
      ? { value: parsed.isbn13 }
      : { reason: `the ISBN ${isbn} is not valid: its check digit does not fit` };
  }
  if (isbn13 === "" || /e\+/i.test(isbn13)) return { value: null };
  const parsed = parseIsbn(isbn13);
  return parsed?.isValid && parsed.isbn13
    ? { value: parsed.isbn13 }
    : { reason: `the ISBN ${isbn13} is not valid: its check digit does not fit` };
}

/** A year may be written 2008.0 and may be before our era. */
function readYear(text: string): number | null | "invalid" {
  if (text === "") return null;
  const year = Number(text);
  return Number.isInteger(year) ? year : "invalid";
}

/** 15.00 in USD is 1500; null when the text is no amount or has too many decimals. */
export function toMinorUnits(text: string, currency: string): number | null {
  if (!/^\d{1,7}(\.\d{1,3})?$/.test(text)) return null;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  const [whole = "0", fraction = ""] = text.split(".");
  if (fraction.replace(/0+$/, "").length > maximumFractionDigits) return null;
  const padded = fraction.padEnd(maximumFractionDigits, "0").slice(0, maximumFractionDigits);
  return Number(whole + padded);
}
