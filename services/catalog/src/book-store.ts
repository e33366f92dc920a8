import { type Kysely, sql as raw, type Selectable } from "kysely";
import type { CatalogKit, CatalogSchema, CatalogTx } from "./catalog-kit.ts";
import type { Book, SourcedBook } from "./domain/book.ts";
import { foldedWords, indexWords, WORDS_VERSION } from "./search-words.ts";

type BookRow = Omit<Selectable<CatalogSchema["book"]>, "words">;

/** A book with what the catalogue itself knows of it. */
export interface FoundBook {
  readonly book: Book;
  readonly stock: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** All but `words`, which only Postgres reads. */
export const BOOK_COLUMNS = [
  "id",
  "title",
  "authors",
  "isbn",
  "amount",
  "currency",
  "year",
  "language",
  "description",
  "stock",
  "stock_version",
  "version",
  "source",
  "title_key",
  "words_version",
  "created_at",
  "updated_at",
  "removed_at",
] as const;

/**
 * Lets one transaction at a time write books, so that what it found (this ISBN is free, this row
 * of the file is new) is still true when it writes. Stock is not waited for.
 */
export async function lockBooks(tx: CatalogTx): Promise<void> {
  await raw`select pg_advisory_xact_lock(hashtext('catalog.book'))`.execute(tx.sql);
}

export async function insertBooks(
  tx: CatalogTx,
  books: readonly SourcedBook[],
  at: Date,
): Promise<void> {
  const rows = JSON.stringify(books.map(({ book, source }) => ({ ...toRow(book), source })));
  await raw`
    insert into book (id, title, authors, isbn, amount, currency, year, language, description,
      version, source, title_key, words, words_version, created_at, updated_at)
    select n.id, n.title, n.authors, n.isbn, n.amount, n.currency, n.year, n.language,
      n.description, n.version, n.source, n.title_key, array_to_tsvector(n.words),
      ${WORDS_VERSION}, ${at}, ${at}
    from jsonb_to_recordset(${rows}::jsonb) as n (${RECORD}, source text)
  `.execute(tx.sql);
}

export async function updateBooks(tx: CatalogTx, books: readonly Book[], at: Date): Promise<void> {
  const rows = JSON.stringify(books.map(toRow));
  await raw`
    update book
    set title = n.title, authors = n.authors, isbn = n.isbn, amount = n.amount,
      currency = n.currency, year = n.year, language = n.language, description = n.description,
      version = n.version, title_key = n.title_key, words = array_to_tsvector(n.words),
      words_version = ${WORDS_VERSION}, updated_at = ${at}
    from jsonb_to_recordset(${rows}::jsonb) as n (${RECORD})
    where book.id = n.id
  `.execute(tx.sql);
}

const RECORD = raw`
  id uuid, title text, authors text[], isbn text, amount int, currency text, year int,
  language text, description text, version int, title_key text, words text[]
`;

export async function removeBook(tx: CatalogTx, book: Book, at: Date): Promise<void> {
  await tx.sql
    .updateTable("book")
    .set({ removed_at: at, updated_at: at, version: book.version })
    .where("id", "=", book.id)
    .execute();
}

export async function findBook(sql: Kysely<CatalogSchema>, id: string): Promise<FoundBook | null> {
  const row = await sql
    .selectFrom("book")
    .select(BOOK_COLUMNS)
    .where("id", "=", id)
    .where("removed_at", "is", null)
    .executeTakeFirst();
  return row ? toFound(row) : null;
}

/** The books after this id, by id; also those that are no longer sold. */
export async function booksAfter(
  tx: CatalogTx,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ book: Book; isRemoved: boolean }[]> {
  const rows = await tx.sql
    .selectFrom("book")
    .select(BOOK_COLUMNS)
    .$if(after !== null, (query) => query.where("id", ">", after ?? ""))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ book: toFound(row).book, isRemoved: row.removed_at !== null }));
}

/** Names rows of files to books that had none: from now on they are known by it. */
export async function saveSources(
  tx: CatalogTx,
  books: readonly { id: string; source: string }[],
): Promise<void> {
  await raw`
    update book set source = n.source
    from jsonb_to_recordset(${JSON.stringify(books)}::jsonb) as n (id uuid, source text)
    where book.id = n.id and book.source is null
  `.execute(tx.sql);
}

/** Gives the next books their words by the present rules; 0 when all have them. */
export async function rewordSome(tx: CatalogTx, limit: number): Promise<number> {
  const rows = await tx.sql
    .selectFrom("book")
    .select(BOOK_COLUMNS)
    .where("words_version", "<", WORDS_VERSION)
    .limit(limit)
    .execute();
  const books = JSON.stringify(rows.map((row) => toRow(toFound(row).book)));
  await raw`
    update book set title_key = n.title_key, words = array_to_tsvector(n.words),
      words_version = ${WORDS_VERSION}
    from jsonb_to_recordset(${books}::jsonb) as n (${RECORD})
    where book.id = n.id
  `.execute(tx.sql);
  return rows.length;
}

/**
 * The books that have one of these ISBNs, came from one of these rows of files, or have one of
 * these titles, more or less.
 */
export async function findSourced(
  tx: CatalogTx,
  keys: {
    isbns: readonly string[];
    sources?: readonly string[];
    titles?: readonly string[];
  },
): Promise<SourcedBook[]> {
  const rows = await tx.sql
    .selectFrom("book")
    .select(BOOK_COLUMNS)
    .where("removed_at", "is", null)
    .where(({ or, eb, val }) =>
      or([
        eb("isbn", "=", eb.fn.any(val([...keys.isbns]))),
        eb("source", "=", eb.fn.any(val([...(keys.sources ?? [])]))),
        eb("title_key", "=", eb.fn.any(val((keys.titles ?? []).map(titleKey)))),
      ]),
    )
    .execute();
  return rows.map((row) => ({ book: toFound(row).book, source: row.source }));
}

/** Keeps the newest count of copies; an older one that comes late changes nothing. */
export async function saveStock(
  { sql }: Pick<CatalogTx | CatalogKit["database"], "sql">,
  level: { bookId: string; available: number; version: number },
): Promise<void> {
  await sql
    .updateTable("book")
    .set({ stock: level.available, stock_version: level.version })
    .where("id", "=", level.bookId)
    .where("stock_version", "<", level.version)
    .execute();
}

export async function hasBooks(sql: Kysely<CatalogSchema>): Promise<boolean> {
  const row = await sql.selectFrom("book").select("id").limit(1).executeTakeFirst();
  return row !== undefined;
}

/** True while inventory has not said of every book from these sources how many copies there are. */
export async function lacksStock(
  sql: Kysely<CatalogSchema>,
  sourcePrefix: string,
): Promise<boolean> {
  const row = await sql
    .selectFrom("book")
    .select("id")
    .where("stock", "is", null)
    .where("removed_at", "is", null)
    .where("source", "like", `${sourcePrefix}%`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export function toFound(row: BookRow): FoundBook {
  return {
    book: {
      id: row.id,
      title: row.title,
      authors: row.authors,
      isbn: row.isbn,
      price: { amount: row.amount, currency: row.currency },
      year: row.year,
      language: row.language,
      description: row.description,
      version: row.version,
    },
    stock: row.stock,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toRow({ price, ...book }: Book) {
  const words = [book.title, ...book.authors].flatMap(indexWords);
  return {
    ...book,
    ...price,
    title_key: titleKey(book.title),
    words: [...new Set(words), ...(book.isbn ? [book.isbn] : [])],
  };
}

function titleKey(title: string): string {
  return foldedWords(title).join(" ");
}
