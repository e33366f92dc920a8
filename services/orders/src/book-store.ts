import type { BookAdded } from "@quad/contracts";
import type { SellableBook } from "./domain/price-order.ts";
import type { OrdersKit } from "./orders-kit.ts";
import type { OrdersSql } from "./orders-schema.ts";

/** A transaction, or the database outside of one. */
type Queried = Pick<OrdersKit["database"], "sql">;

/** Keeps the newest version of a book; an older one that comes late changes nothing. */
export async function saveBook({ sql }: Queried, book: BookAdded): Promise<void> {
  const row = {
    book_id: book.bookId,
    title: book.title,
    amount: book.price.amount,
    currency: book.price.currency,
    version: book.version,
    removed: false,
  };
  await sql
    .insertInto("sellable_book")
    .values(row)
    .onConflict((conflict) =>
      conflict.column("book_id").doUpdateSet(row).where("sellable_book.version", "<", book.version),
    )
    .execute();
}

export async function removeBook({ sql }: Queried, bookId: string, version: number): Promise<void> {
  await sql
    .updateTable("sellable_book")
    .set({ removed: true, version })
    .where("book_id", "=", bookId)
    .where("version", "<", version)
    .execute();
}

export async function findBooks(
  sql: OrdersSql,
  bookIds: readonly string[],
): Promise<SellableBook[]> {
  const rows = await sql
    .selectFrom("sellable_book")
    .selectAll()
    .where("book_id", "in", bookIds)
    .where("removed", "=", false)
    .execute();
  return rows.map((row) => ({
    bookId: row.book_id,
    title: row.title,
    price: { amount: row.amount, currency: row.currency },
  }));
}

export async function hasBooks(sql: OrdersSql): Promise<boolean> {
  const row = await sql.selectFrom("sellable_book").select("book_id").limit(1).executeTakeFirst();
  return row !== undefined;
}
