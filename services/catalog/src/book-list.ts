import { Id, Money } from "@quad/contracts";
import { type Expression, type Kysely, sql as raw, type SqlBool } from "kysely";
import { type Static, Type } from "typebox";
import { BOOK_COLUMNS, type FoundBook, toFound } from "./book-store.ts";
import type { CatalogSchema } from "./catalog-kit.ts";
import { findIsbn } from "./domain/book.ts";
import { prefixQuery, queryWords } from "./search-words.ts";

export type Sort = "title" | "newest" | "price";

const { currency, amount } = Money.properties;
/** The words of a title as they are sorted by; a cursor that was made up may hold anything. */
const TitleKey = Type.String({ pattern: "^[^\\u0000]*$" });

/** What a book is sorted by, for each sort: where the page after it begins. */
export const Positions = {
  title: Type.Tuple([TitleKey, Id]),
  newest: Type.Tuple([Id]),
  price: Type.Tuple([currency, amount, Id]),
} as const satisfies Readonly<Record<Sort, unknown>>;
type Position = Static<(typeof Positions)[Sort]>;

export interface ListedBook extends FoundBook {
  readonly position: readonly unknown[];
}

/**
 * Up to `count` books that match every word of `q`; where it has no words, as in `!!!`, those
 * whose title has the text. A page begins after a book, not at a number,
 * so books that are added meanwhile neither repeat nor hide others.
 */
export async function listBooks(
  sql: Kysely<CatalogSchema>,
  query: { q: string; sort: Sort; count: number; after: Position | undefined },
): Promise<ListedBook[]> {
  const { q, sort, count, after } = query;
  const columns = SORT_COLUMNS[sort];
  const [beyond, direction] = sort === "newest" ? [raw`<`, raw`desc`] : [raw`>`, raw`asc`];
  const refs = columns.map((column) => raw.ref(column));
  let books = sql
    .selectFrom("book")
    .select(BOOK_COLUMNS)
    .where("removed_at", "is", null)
    .where(matches(q));
  if (after) {
    books = books.where(raw<SqlBool>`(${raw.join(refs)}) ${beyond} (${raw.join(after)})`);
  }
  const rows = await books
    .orderBy(raw.join(refs.map((ref) => raw`${ref} ${direction}`)))
    .limit(count)
    .execute();
  return rows.map((row) => ({ ...toFound(row), position: columns.map((column) => row[column]) }));
}

/** Ids are UUIDv7, so they sort by the time of adding. Amounts compare within a currency only. */
const SORT_COLUMNS = {
  title: ["title_key", "id"],
  newest: ["id"],
  price: ["currency", "amount", "id"],
} as const satisfies Readonly<Record<Sort, readonly (keyof CatalogSchema["book"])[]>>;

function matches(q: string): Expression<SqlBool> {
  const isbn = findIsbn(q);
  if (isbn) return raw<SqlBool>`isbn = ${isbn}`;
  const words = prefixQuery(queryWords(q));
  if (words) return raw<SqlBool>`words @@ ${words}::tsquery`;
  const text = q.trim();
  if (text === "") return raw<SqlBool>`true`;
  // No text in the database has it, and no statement may.
  if (text.includes("\0")) return raw<SqlBool>`false`;
  return raw<SqlBool>`position(${text} in title) > 0`;
}
