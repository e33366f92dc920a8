import type { BookAdded } from "@quad/contracts";
import type { Kysely } from "kysely";
import type { CartKit, CartSchema, CartTx } from "./cart-kit.ts";
import type { Cart, CartLine } from "./domain/cart.ts";

type Sql = Kysely<CartSchema>;
/** A transaction, or the database outside of one. */
type Queried = Pick<CartKit["database"], "sql">;

/** Keeps the newest version of a book; an older one that comes late changes nothing. */
export async function saveBook({ sql }: Queried, book: BookAdded): Promise<void> {
  const row = {
    book_id: book.bookId,
    title: book.title,
    authors: book.authors,
    amount: book.price.amount,
    currency: book.price.currency,
    version: book.version,
    removed: false,
  };
  await sql
    .insertInto("known_book")
    .values({ ...row, available: null, stock_version: 0 })
    .onConflict((conflict) =>
      conflict.column("book_id").doUpdateSet(row).where("known_book.version", "<", book.version),
    )
    .execute();
}

export async function removeBook({ sql }: Queried, bookId: string, version: number): Promise<void> {
  await sql
    .updateTable("known_book")
    .set({ removed: true, version })
    .where("book_id", "=", bookId)
    .where("version", "<", version)
    .execute();
}

/** Keeps the newest count. The book is known: its news has the same key and came before. */
export async function saveStock(
  { sql }: Queried,
  level: { bookId: string; available: number; version: number },
): Promise<void> {
  await sql
    .updateTable("known_book")
    .set({ available: level.available, stock_version: level.version })
    .where("book_id", "=", level.bookId)
    .where("stock_version", "<", level.version)
    .execute();
}

export async function isForSale(sql: Sql, bookId: string): Promise<boolean> {
  const row = await sql
    .selectFrom("known_book")
    .select("book_id")
    .where("book_id", "=", bookId)
    .where("removed", "=", false)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertCart(tx: CartTx, id: string, expiresAt: Date): Promise<void> {
  await tx.sql.insertInto("cart").values({ id, expires_at: expiresAt }).execute();
}

/** Prolongs a cart that has not expired, and keeps others from writing to it meanwhile. */
export async function prolongCart(
  tx: CartTx,
  id: string,
  { now, expiresAt }: { now: Date; expiresAt: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx.sql
    .updateTable("cart")
    .set({ expires_at: expiresAt })
    .where("id", "=", id)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** In one statement: nobody sees what an order has left beside the id that it was ordered as. */
export async function findCart(sql: Sql, id: string): Promise<Cart | null> {
  const rows = await sql
    .selectFrom("cart")
    .leftJoin("cart_item", "cart_item.cart_id", "cart.id")
    .leftJoin("known_book", "known_book.book_id", "cart_item.book_id")
    .select(["cart.expires_at", "cart.order_as", "cart_item.quantity", "known_book.book_id"])
    .select(["title", "authors", "amount", "currency", "available", "removed"])
    .where("cart.id", "=", id)
    .orderBy("added_at")
    .orderBy("known_book.book_id")
    .execute();
  const [cart] = rows;
  if (!cart) return null;
  const { expires_at: expiresAt, order_as: orderAs } = cart;
  return { id, orderAs, expiresAt, lines: rows.filter(hasBook).map(toLine) };
}

type LineRow = Pick<CartSchema["cart_item"], "quantity"> &
  Pick<
    CartSchema["known_book"],
    "book_id" | "title" | "authors" | "amount" | "currency" | "available" | "removed"
  >;

/** An empty cart has one row, without a book. */
function hasBook<Row extends { readonly book_id: string | null }>(row: Row): row is Row & LineRow {
  return row.book_id !== null;
}

function toLine(row: LineRow): CartLine {
  return {
    bookId: row.book_id,
    title: row.title,
    authors: row.authors,
    quantity: row.quantity,
    price: { amount: row.amount, currency: row.currency },
    available: row.removed ? 0 : row.available,
    removed: row.removed,
  };
}

/** Different books in a cart, one left out. */
export async function countOthers(sql: Sql, cartId: string, bookId: string): Promise<number> {
  const { count } = await sql
    .selectFrom("cart_item")
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .where("cart_id", "=", cartId)
    .where("book_id", "<>", bookId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function putItem(
  tx: CartTx,
  item: { cartId: string; bookId: string; quantity: number; at: Date },
): Promise<void> {
  const { cartId, bookId, quantity, at } = item;
  await tx.sql
    .insertInto("cart_item")
    .values({ cart_id: cartId, book_id: bookId, quantity, added_at: at })
    .onConflict((conflict) => conflict.columns(["cart_id", "book_id"]).doUpdateSet({ quantity }))
    .execute();
}

export async function takeItems(
  tx: CartTx,
  cartId: string,
  bookIds: readonly string[],
): Promise<void> {
  await tx.sql
    .deleteFrom("cart_item")
    .where("cart_id", "=", cartId)
    .where("book_id", "in", bookIds)
    .execute();
}

/** Takes out what was ordered; what has come in since can be ordered under the new id. */
export async function takeOrdered(
  tx: CartTx,
  order: { orderAs: string; next: string; bookIds: readonly string[] },
): Promise<void> {
  const cart = await tx.sql
    .updateTable("cart")
    .set({ order_as: order.next })
    .where("order_as", "=", order.orderAs)
    .returning("id")
    .executeTakeFirst();
  if (cart) await takeItems(tx, cart.id, order.bookIds);
}

export async function deleteCart(sql: Sql, id: string): Promise<void> {
  await sql.deleteFrom("cart").where("id", "=", id).execute();
}

/** Deletes some of the carts that expired before an instant, and says how many. */
export async function deleteExpired(sql: Sql, before: Date, countMax: number): Promise<number> {
  const expired = sql
    .selectFrom("cart")
    .select("id")
    .where("expires_at", "<", before)
    .limit(countMax);
  const { numDeletedRows } = await sql
    .deleteFrom("cart")
    .where("id", "in", expired)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
