import { isQuadError } from "@quad/errors";
import type { Static } from "typebox";
import { Value } from "typebox/value";
import {
  type Book,
  type BookContent,
  bookContent,
  plainText,
  type SourcedBook,
  sameContent,
} from "./book.ts";
import { BookFields, type ImportRow } from "./book-input.ts";

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

type Row = Static<typeof ImportRow>;

/**
 * Compares rows with the books they may be about: the one with the same ISBN, otherwise the one
 * that came from the same source. What a row does not give stays as it is.
 */
export function mergeRows(
  rows: readonly Row[],
  known: readonly SourcedBook[],
  newId: () => string,
): Merge {
  const byIsbn = new Map(known.map(({ book }) => [book.isbn, book]));
  const bySource = new Map(known.map(({ book, source }) => [source, book]));
  const lineOf = new Map<string, number>();
  const created: SourcedBook[] = [];
  const updated: { before: Book; after: Book }[] = [];
  const rejected: Rejected[] = [];
  let unchanged = 0;

  for (const row of rows) {
    const { line, source = null } = row;
    const read = readRow(row);
    if ("reason" in read) {
      rejected.push({ line, reason: read.reason });
      continue;
    }
    const before = (read.isbn && byIsbn.get(read.isbn)) ?? (source && bySource.get(source));
    const book = before ? { ...before, ...given(read) } : { ...read, id: newId(), version: 1 };
    const otherLine = lineOf.get(book.id);
    if (otherLine !== undefined) {
      rejected.push({ line, reason: `it is the same book as line ${otherLine}` });
      continue;
    }
    lineOf.set(book.id, line);
    if (book.isbn) byIsbn.set(book.isbn, book);
    if (source) bySource.set(source, book);
    if (!before) created.push({ book, source });
    else if (sameContent(before, book)) unchanged++;
    else updated.push({ before, after: { ...book, version: before.version + 1 } });
  }
  return { created, updated, unchanged, rejected };
}

function readRow({ line: _, source, ...fields }: Row): BookContent | { reason: string } {
  const [fault] = Value.Errors(BookFields, fields);
  if (fault) {
    const field = fault.instancePath.slice(1).replaceAll("/", ".");
    return { reason: `${field} ${fault.message}` };
  }
  try {
    plainText(source ?? "", "the source");
    return bookContent(fields);
  } catch (error) {
    if (isQuadError(error, "BOOK_INVALID")) return { reason: String(error.details["reason"]) };
    throw error;
  }
}

function given(content: BookContent): Partial<BookContent> {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null));
}
