import type { BookAdded, Money } from "@quad/contracts";
import { isCurrency } from "@quad/contracts/currencies";
import { readLanguage } from "@quad/contracts/read/language";
import { parse as parseIsbn } from "isbn3";
import { catalogErrors } from "../catalog-errors.ts";

/** What people say of a book: plain data in, plain data out. */
export interface BookContent {
  readonly title: string;
  readonly authors: readonly string[];
  /** Thirteen digits. */
  readonly isbn: string | null;
  readonly price: Money;
  /** Of first publication; negative before our era. */
  readonly year: number | null;
  /** BCP 47, such as `en` or `pt-BR`. */
  readonly language: string | null;
  readonly description: string | null;
}

/** A book in the catalogue. */
export interface Book extends BookContent {
  readonly id: string;
  /** 1 at first; counts up with every change of the content. */
  readonly version: number;
}

/** A book with the row of the file that brought it in, if one did. */
export interface SourcedBook {
  readonly book: Book;
  readonly source: string | null;
}

/** A book as it is sent in: right in its types, not yet in its values. */
export interface BookInput {
  readonly title: string;
  readonly authors: readonly string[];
  readonly isbn?: string | null;
  readonly price: Money;
  readonly year?: number | null;
  readonly language?: string | null;
  readonly description?: string | null;
}

/** Tidies what was sent in. Error: BOOK_INVALID with the reason. */
export function bookContent(input: BookInput): BookContent {
  return {
    title: tidy(input.title, "the title"),
    authors: input.authors.map((author) => tidy(author, "an author")),
    isbn: input.isbn ? isbn13(input.isbn) : null,
    price: knownPrice(input.price),
    year: input.year ?? null,
    language: input.language ? knownLanguage(input.language) : null,
    description: plainText(input.description ?? "", "the description") || null,
  };
}

/** The ISBN-13 of an ISBN in any notation, or null when there is none in the text. */
export function findIsbn(text: string): string | null {
  return parseIsbn(text)?.isbn13 ?? null;
}

/** What the other services are told of a book. */
export function announced(book: Book): BookAdded {
  const { id: bookId, title, authors, isbn, price, version } = book;
  return { bookId, title, authors: [...authors], isbn, price, version };
}

/** True when a change concerns the other services. */
export function isNews(before: Book, after: Book): boolean {
  const text = (book: Book) => JSON.stringify({ ...announced(book), version: 0 });
  return text(before) !== text(after);
}

/** True when two say the same of a book. */
export function sameContent(one: BookContent, other: BookContent): boolean {
  return CONTENT.every((field) => JSON.stringify(one[field]) === JSON.stringify(other[field]));
}

const CONTENT = [
  "title",
  "authors",
  "isbn",
  "price",
  "year",
  "language",
  "description",
] as const satisfies readonly (keyof BookContent)[];

/** Text without control characters and halves of characters, which no database keeps. */
export function plainText(text: string, what: string): string {
  const odd = /\p{Cs}|(?![\n\r\t])\p{Cc}/u.test(text);
  if (odd) throw catalogErrors.BOOK_INVALID({ reason: `${what} has characters that are no text` });
  return text.trim();
}

function tidy(text: string, what: string): string {
  const tidied = plainText(text, what).replaceAll(/\s+/g, " ");
  if (tidied === "") throw catalogErrors.BOOK_INVALID({ reason: `${what} is blank` });
  return tidied;
}

function isbn13(text: string): string {
  const isbn = findIsbn(text);
  if (!isbn) throw catalogErrors.BOOK_INVALID({ reason: `the ISBN ${text} is not valid` });
  return isbn;
}

function knownPrice({ amount, currency }: Money): Money {
  if (!isCurrency(currency)) {
    throw catalogErrors.BOOK_INVALID({ reason: `there is no currency ${currency}` });
  }
  return { amount, currency };
}

function knownLanguage(text: string): string | null {
  const read = readLanguage(text);
  if ("reason" in read) throw catalogErrors.BOOK_INVALID({ reason: read.reason });
  return read.value;
}
