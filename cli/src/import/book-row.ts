import { isCurrency } from "@quad/contracts/currencies";
import type { ImportRow } from "@quad/contracts/http/catalog";
import { readLanguage } from "@quad/contracts/read/language";
import { readPrice } from "@quad/contracts/read/price";
import { readYear } from "@quad/contracts/read/year";
import type { BookColumn, FileColumns } from "./column-map.ts";
import type { CsvRow } from "./csv-rows.ts";
import { readIsbn } from "./isbn-cell.ts";
import { isUndecided, splitAuthors } from "./split-authors.ts";

/** What is said of all rows of a file. */
export interface RowReading {
  readonly columns: FileColumns;
  /** Whose ids the file has; without it they recognise nothing. */
  readonly supplier: string | undefined;
  readonly authorSeparator: string | undefined;
  /** Of prices that name no currency. */
  readonly currency: string;
  /** True where nobody said that currency. */
  readonly assumesCurrency: boolean;
  /** Of new books without one. */
  readonly newBookPrice: ImportRow["price"] | undefined;
}

export type Outcome =
  | {
      readonly book: ImportRow;
      /** What was left out, and what a person should look at. */
      readonly warnings: readonly string[];
      /** True where a comma may or may not separate people. */
      readonly isUndecided: boolean;
    }
  | { readonly reason: string };

type Field = (name: BookColumn) => string;

/**
 * From a row to a book as the catalogue takes it. Only what makes a row useless is a reason to
 * reject it: no title, no author, a price that may be another. All else is left out with a warning.
 */
export function readBook(row: CsvRow, reading: RowReading): Outcome {
  if (row.fault) return { reason: row.fault };
  const { index } = reading.columns;
  const field: Field = (name) => (row.cells[index.get(name) ?? -1] ?? "").trim();
  const title = field("title").replace(/\s*\/$/, "");
  if (title === "") return { reason: "the title is empty" };
  const authors = authorsIn(field, reading);
  if (authors.length === 0) return { reason: "there is no author" };
  const price = priceIn(field, reading);
  if ("reason" in price) return price;
  const isbn = readIsbn(field("isbn"), field("isbn13"));
  const year = readYear(field("firstYear") || field("year"));
  const language = readLanguage(field("language"));
  const notes = [isbn.warning, leftOut(year), leftOut(language), missingCells(row, index)];
  const id = field("id");
  return {
    book: {
      line: row.line,
      ...(id !== "" && reading.supplier && { source: `${reading.supplier}#${id}`.slice(0, 300) }),
      title,
      authors,
      ...(isbn.isbn && { isbn: isbn.isbn }),
      ...("value" in year && year.value !== null && { year: year.value }),
      ...("value" in language && language.value !== null && { language: language.value }),
      ...price,
    },
    warnings: notes.flatMap((note) => note ?? []),
    isUndecided: !reading.authorSeparator && isUndecided(authors),
  };
}

function authorsIn(field: Field, { columns, authorSeparator }: RowReading): string[] {
  const { format } = columns;
  const authors = splitAuthors(field("authors"), authorSeparator ?? format?.authorSeparator);
  const more = splitAuthors(field("moreAuthors"), format?.moreAuthorsSeparator);
  return [...new Set([...authors, ...more])];
}

type RowPrice = Pick<ImportRow, "price" | "assumesPrice" | "assumesCurrency">;

function priceIn(field: Field, reading: RowReading): RowPrice | { reason: string } {
  const column = field("currency").toUpperCase();
  if (column !== "" && !isCurrency(column)) {
    return { reason: `the currency ${column} is none, such as USD` };
  }
  const read = readPrice(field("price"), column || reading.currency);
  if ("reason" in read) return read;
  if (read.value === null) {
    const { newBookPrice: price } = reading;
    if (!price) return { reason: "it has no price, and --price does not give one to new books" };
    return { price, assumesPrice: true };
  }
  const { namesCurrency, ...price } = read.value;
  if (column !== "" && price.currency !== column) {
    return { reason: `the price ${field("price")} may be in ${price.currency} or ${column}` };
  }
  const isAssumed = reading.assumesCurrency && column === "" && !namesCurrency;
  return { price, ...(isAssumed && { assumesCurrency: true }) };
}

function leftOut(reading: { note?: string } | { reason: string }): string | undefined {
  return "reason" in reading ? `${reading.reason}; it is left out` : reading.note;
}

/** A row that ends before a column that is read may have been cut off. */
function missingCells({ cells }: CsvRow, index: FileColumns["index"]): string | undefined {
  const last = Math.max(...index.values());
  if (cells.length > last) return undefined;
  return `it has ${cells.length} cells only; those that are missing count as empty`;
}
