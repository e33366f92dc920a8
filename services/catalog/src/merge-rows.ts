import { BookFields, type ImportRow } from "@quad/contracts/http/catalog";
import { isQuadError } from "@quad/errors";
import { Value } from "typebox/value";
import {
  type Book,
  type BookContent,
  bookContent,
  plainText,
  type SourcedBook,
  sameContent,
} from "./domain/book.ts";

/** What rows of a file make of the catalogue: plain data in, plain data out. */
export interface Merge {
  readonly created: readonly SourcedBook[];
  readonly updated: readonly { readonly before: Book; readonly after: Book }[];
  /** Rows whose book is as they say already. */
  readonly unchanged: number;
  readonly rejected: readonly Rejected[];
}

export interface Rejected {
  readonly line: number;
  readonly reason: string;
}

/**
 * Compares rows with the books they may be about: the one with the same ISBN, otherwise the one
 * that came from the same source. What a row does not give stays as it is.
 */
export function mergeRows(
  rows: readonly ImportRow[],
  known: readonly SourcedBook[],
  newId: () => string,
): Merge {
  const shelf = shelfOf(known);
  const created: SourcedBook[] = [];
  const updated: { before: Book; after: Book }[] = [];
  const rejected: Rejected[] = [];
  let unchanged = 0;
  for (const row of rows) {
    const placed = placeRow(row, shelf, newId);
    if ("reason" in placed) rejected.push(placed);
    else if (!placed.before) created.push({ book: placed.book, source: row.source ?? null });
    else if (sameContent(placed.before, placed.book)) unchanged++;
    else updated.push({ before: placed.before, after: nextVersion(placed.book) });
  }
  return { created, updated, unchanged, rejected };
}

/** The books that rows may be about, and the rows that were about them. */
interface Shelf {
  readonly byIsbn: Map<string | null, Book>;
  readonly bySource: Map<string | null, Book>;
  readonly lineOf: Map<string, number>;
}

function shelfOf(known: readonly SourcedBook[]): Shelf {
  return {
    byIsbn: new Map(known.map(({ book }) => [book.isbn, book])),
    bySource: new Map(known.map(({ book, source }) => [source, book])),
    lineOf: new Map(),
  };
}

/** The book that a row makes, and the one it was before, if it was. */
function placeRow(
  row: ImportRow,
  { byIsbn, bySource, lineOf }: Shelf,
  newId: () => string,
): { book: Book; before: Book | undefined } | Rejected {
  const { line, source } = row;
  const read = readRow(row);
  if ("reason" in read) return { line, reason: read.reason };
  const sameIsbn = read.isbn ? byIsbn.get(read.isbn) : undefined;
  const before = sameIsbn ?? (source ? bySource.get(source) : undefined);
  const book = before ? { ...before, ...given(read) } : { ...read, id: newId(), version: 1 };
  const otherLine = lineOf.get(book.id);
  if (otherLine !== undefined) return { line, reason: `it is the same book as line ${otherLine}` };
  lineOf.set(book.id, line);
  if (book.isbn) byIsbn.set(book.isbn, book);
  if (source) bySource.set(source, book);
  return { book, before };
}

function readRow({ line: _, source, ...fields }: ImportRow): BookContent | { reason: string } {
  const [fault] = Value.Errors(BookFields, fields);
  if (fault) {
    const field = fault.instancePath.slice(1).replaceAll("/", ".");
    return { reason: `${field} ${fault.message}` };
  }
  try {
    plainText(source ?? "", "the source");
    return bookContent(fields);
  } catch (error) {
    if (isQuadError(error, "BOOK_INVALID")) return { reason: String(error.details.reason) };
    throw error;
  }
}

function given(content: BookContent): Partial<BookContent> {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null));
}

function nextVersion(book: Book): Book {
  return { ...book, version: book.version + 1 };
}
