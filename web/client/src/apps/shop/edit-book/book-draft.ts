import type { BookContent } from "../../../api/books.ts";
import { amountOf, amountText } from "../../../money/amount-text.ts";

/** A book as it stands in the form: text, right or wrong. */
export interface BookDraft {
  readonly title: string;
  /** One a line. */
  readonly authors: string;
  readonly isbn: string;
  readonly price: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly year: string;
  readonly language: string;
  readonly description: string;
}

export type DraftErrors = Readonly<Partial<Record<keyof BookDraft, string>>>;

export type CheckedDraft =
  | { readonly isRight: true; readonly content: BookContent }
  | { readonly isRight: false; readonly errors: DraftErrors };

export function draftOf(book: BookContent): BookDraft {
  return {
    title: book.title,
    authors: book.authors.join("\n"),
    isbn: book.isbn ?? "",
    price: amountText(book.price.amount, book.price.currency),
    currency: book.price.currency,
    year: book.year === null ? "" : String(book.year),
    language: book.language ?? "",
    description: book.description ?? "",
  };
}

/** The book a draft describes, or what is wrong with it. The campus checks it all again. */
export function checkDraft(draft: BookDraft): CheckedDraft {
  const authors = draft.authors.split("\n").flatMap((line) => line.trim() || []);
  const currency = draft.currency.trim().toUpperCase();
  const isCurrency = /^[A-Z]{3}$/.test(currency);
  const amount = isCurrency ? amountOf(draft.price, currency) : undefined;
  const year = draft.year.trim();
  const errors: DraftErrors = {
    ...(draft.title.trim() === "" && { title: "A book has a title." }),
    ...(authors.length === 0 && { authors: "Name at least one author." }),
    ...(!isCurrency && { currency: "Three letters, such as USD." }),
    ...(isCurrency && amount === undefined && { price: `Not an amount of ${currency}.` }),
    ...(!/^(-?\d{1,4})?$/.test(year) && { year: "A whole number; before Christ it is negative." }),
  };
  if (amount === undefined || Object.keys(errors).length > 0) return { isRight: false, errors };
  return {
    isRight: true,
    content: {
      title: draft.title.trim(),
      authors,
      isbn: draft.isbn.trim() || null,
      price: { amount, currency },
      year: year === "" ? null : Number(year),
      language: draft.language.trim() || null,
      description: draft.description.trim() || null,
    },
  };
}
