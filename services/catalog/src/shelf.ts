import { nameKey } from "@quad/contracts/read/name-key";
import type { SourcedBook } from "./domain/book.ts";

interface Sought {
  readonly title: string;
  readonly authors: readonly string[];
  readonly isbn: string | null;
}

/** The books that rows of a file may be about, by what they are known by. */
export class Shelf {
  readonly #byId = new Map<string, SourcedBook>();
  readonly #byIsbn = new Map<string, string>();
  readonly #bySource = new Map<string, string>();
  readonly #byName = new Map<string, Set<string>>();

  constructor(books: readonly SourcedBook[]) {
    for (const book of books) this.put(book);
  }

  /** Also again, when a row has changed it. */
  put(sourced: SourcedBook): void {
    const { id, isbn, title, authors } = sourced.book;
    this.#byId.set(id, sourced);
    if (isbn) this.#byIsbn.set(isbn, id);
    if (sourced.source) this.#bySource.set(sourced.source, id);
    const name = nameKey(title, authors);
    this.#byName.set(name, (this.#byName.get(name) ?? new Set()).add(id));
  }

  /** The one book that a row is about, if there is one; the reason when it could be several. */
  find(sought: Sought, source: string | null): SourcedBook | undefined | { reason: string } {
    const id =
      (sought.isbn && this.#byIsbn.get(sought.isbn)) || (source && this.#bySource.get(source));
    if (id) return this.#byId.get(id);
    const fitting = this.#namesakes(sought, source);
    const [found, other] = fitting.some(({ book }) => book.isbn === null)
      ? fitting.filter(({ book }) => book.isbn === null)
      : fitting;
    if (!other) return found;
    return { reason: `there are ${fitting.length} books with this title and these authors` };
  }

  /** Two ISBNs, or two ids of a supplier, are two books, whatever their names. */
  #namesakes({ title, authors, isbn }: Sought, source: string | null): SourcedBook[] {
    const ids = this.#byName.get(nameKey(title, authors)) ?? [];
    return [...ids]
      .flatMap((id) => this.#byId.get(id) ?? [])
      .filter(({ book }) => isbn === null || book.isbn === null)
      .filter((other) => source === null || other.source === null);
  }
}
