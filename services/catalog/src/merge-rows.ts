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
import { mayBeTheSame, named } from "./likeness.ts";
import { Shelf } from "./shelf.ts";

/** What rows of a file make of the catalogue: plain data in, plain data out. */
export interface Merge {
  readonly created: readonly SourcedBook[];
  readonly updated: readonly { readonly before: Book; readonly after: Book }[];
  /** Books that are known by a row of a file from now on. */
  readonly sourced: readonly { readonly id: string; readonly source: string }[];
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
 * from the same source, otherwise the one with the same title and authors. What a row does not
 * give stays as it is. A row that claims to be a book that is surely another is rejected.
 */
export function mergeRows(
  rows: readonly ImportRow[],
  known: readonly SourcedBook[],
  newId: () => string,
): Merge {
  const shelf = new Shelf(known);
  const lineOf = new Map<string, number>();
  const created: SourcedBook[] = [];
  const updated: { before: Book; after: Book }[] = [];
  const sourced: { id: string; source: string }[] = [];
  const rejected: Rejected[] = [];
  let unchanged = 0;
  for (const row of rows) {
    const { line, source = null } = row;
    const placed = placeRow(row, shelf, newId);
    if ("reason" in placed) {
      rejected.push({ line, reason: placed.reason });
      continue;
    }
    const { book, found } = placed;
    const otherLine = lineOf.get(book.id);
    if (otherLine !== undefined) {
      rejected.push({ line, reason: `it is the same book as line ${otherLine}` });
      continue;
    }
    lineOf.set(book.id, line);
    shelf.put({ book, source: found?.source ?? source });
    if (!found) created.push({ book, source });
    else if (sameContent(found.book, book)) unchanged++;
    else updated.push({ before: found.book, after: { ...book, version: book.version + 1 } });
    if (found && found.source === null && source !== null) sourced.push({ id: book.id, source });
  }
  return { created, updated, sourced, unchanged, rejected };
}

/** The book that a row makes, and what it was before, if it was. */
function placeRow(
  row: ImportRow,
  shelf: Shelf,
  newId: () => string,
): { book: Book; found: SourcedBook | undefined } | { reason: string } {
  const read = readRow(row);
  if ("reason" in read) return read;
  const found = shelf.find(read, row.source ?? null);
  if (found !== undefined && "reason" in found) return found;
  if (found === undefined) return { book: { ...read, id: newId(), version: 1 }, found };
  const { book } = found;
  if (!mayBeTheSame(read, book)) {
    return { reason: `it claims to be ${named(book)}, but is ${named(read)}` };
  }
  if (row.assumesPrice) return { book: { ...book, ...given(read), price: book.price }, found };
  if (row.assumesCurrency && read.price.currency !== book.price.currency) {
    return {
      reason: `the book is sold in ${book.price.currency}, and the row does not say its currency`,
    };
  }
  return { book: { ...book, ...given(read) }, found };
}

/** Checked as a book is checked that a person sends in. */
function readRow(row: ImportRow): BookContent | { reason: string } {
  const { line: _, source, assumesPrice: __, assumesCurrency: ___, ...fields } = row;
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
