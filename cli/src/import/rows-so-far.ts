import type { ImportRow } from "@quad/contracts/http/catalog";
import { nameKey } from "@quad/contracts/read/name-key";

/** What an earlier line of the file says of the same book, if one does. */
export type Earlier = { readonly line: number; readonly saysTheSame: boolean } | undefined;

interface Seen {
  readonly line: number;
  readonly isbn: string | undefined;
  readonly source: string | undefined;
  readonly text: string;
}

/**
 * The rows of one file until now. The first row about a book counts, however far below the second
 * one stands, so that a file says the same each time that it is read.
 */
export class RowsSoFar {
  readonly #byKey = new Map<string, Seen>();

  add(row: ImportRow): Earlier {
    const { line, isbn, source } = row;
    const seen = {
      line,
      isbn: isbn ?? undefined,
      source,
      text: JSON.stringify({ ...row, line: 0 }),
    };
    const name = `name ${nameKey(row.title, row.authors)}`;
    const keys = [...(isbn ? [`isbn ${isbn}`] : []), ...(source ? [`source ${source}`] : [])];
    const namesake = this.#byKey.get(name);
    const earlier =
      keys.map((key) => this.#byKey.get(key)).find(Boolean) ??
      (namesake && mayBeOne(namesake, seen) ? namesake : undefined);
    if (earlier) return { line: earlier.line, saysTheSame: earlier.text === seen.text };
    for (const key of [...keys, name]) this.#byKey.set(key, seen);
    return undefined;
  }
}

/** Two ISBNs, or two ids of a supplier, are two books, whatever their names. */
function mayBeOne(one: Seen, other: Seen): boolean {
  return !(one.isbn && other.isbn) && !(one.source && other.source);
}
