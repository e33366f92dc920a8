import { type Kysely, sql as raw, type Selectable } from "kysely";
import { changesLevel, type Line, type Move, openStock, type Stock } from "./domain/stock.ts";
import type { InventorySchema, InventoryTx } from "./inventory-kit.ts";

type Sql = Kysely<InventorySchema>;

/** Opens the stock of a book; null when it is open already. */
export async function insertStock(
  tx: InventoryTx,
  bookId: string,
  copies: number,
  at: Date,
): Promise<Stock | null> {
  const stock = openStock(bookId, copies);
  const row = await tx.sql
    .insertInto("stock_item")
    .values({ ...toRow(stock), updated_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning("book_id")
    .executeTakeFirst();
  return row ? stock : null;
}

/**
 * Moves the copies of all lines, of different books, or of none when one of them has too few: one
 * statement, which decides and changes. Null when nothing was moved.
 *
 * It looks twice. Whoever finds too few copies at once has not waited for anybody: so a crowd that
 * comes too late does not queue. Who finds enough locks the rows, in one order everywhere, and
 * looks at what they hold by then.
 */
export async function moveCopies(
  tx: InventoryTx,
  { lines, move, at }: { lines: readonly Line[]; move: Move; at: Date },
): Promise<Stock[] | null> {
  const { onHand, reserved, sold } = move;
  const { rows } = await raw<InventorySchema["stock_item"]>`
    with wanted as (
      select "bookId" as book_id, quantity
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line ("bookId" uuid, quantity int)
    ),
    fits as (
      select stock_item.book_id
      from stock_item join wanted using (book_id)
      where on_hand - reserved + quantity * ${onHand - reserved} >= 0
    ),
    locked as materialized (
      select book_id, on_hand - reserved as available
      from stock_item
      where book_id in (select book_id from wanted)
        and (select count(*) from fits) = ${lines.length}
      order by book_id
      for update
    ),
    still_fits as (
      select book_id, quantity from locked join wanted using (book_id)
      where available + quantity * ${onHand - reserved} >= 0
    )
    update stock_item
    set on_hand = on_hand + quantity * ${onHand}, reserved = reserved + quantity * ${reserved},
      sold = sold + quantity * ${sold}, version = version + ${changesLevel(move) ? 1 : 0},
      updated_at = ${at}
    from still_fits
    where stock_item.book_id = still_fits.book_id
      and (select count(*) from still_fits) = ${lines.length}
    returning stock_item.*
  `.execute(tx.sql);
  return rows.length === lines.length ? rows.map(toStock) : null;
}

/** Reads a stock and keeps every other transaction from changing it until this one ends. */
export async function lockStock(tx: InventoryTx, bookId: string): Promise<Stock | null> {
  const row = await tx.sql
    .selectFrom("stock_item")
    .selectAll()
    .where("book_id", "=", bookId)
    .forUpdate()
    .executeTakeFirst();
  return row ? toStock(row) : null;
}

/** The stocks after this book, by book, kept from changing until the transaction ends. */
export async function stocksAfter(
  tx: InventoryTx,
  { after, limit }: { after: string | null; limit: number },
): Promise<Stock[]> {
  const rows = await tx.sql
    .selectFrom("stock_item")
    .selectAll()
    .$if(after !== null, (query) => query.where("book_id", ">", after ?? ""))
    .orderBy("book_id")
    .limit(limit)
    .forShare()
    .execute();
  return rows.map(toStock);
}

export async function saveStock(tx: InventoryTx, stock: Stock, at: Date): Promise<void> {
  const { book_id, ...columns } = toRow(stock);
  await tx.sql
    .updateTable("stock_item")
    .set({ ...columns, updated_at: at })
    .where("book_id", "=", book_id)
    .execute();
}

export async function findStocks(
  sql: Sql,
  bookIds: readonly string[],
): Promise<Map<string, Stock>> {
  const rows = await sql
    .selectFrom("stock_item")
    .selectAll()
    .where("book_id", "in", bookIds)
    .execute();
  return new Map(rows.map((row) => [row.book_id, toStock(row)]));
}

export async function findStock(
  sql: Sql,
  bookId: string,
): Promise<{ stock: Stock; updatedAt: Date } | null> {
  const row = await sql
    .selectFrom("stock_item")
    .selectAll()
    .where("book_id", "=", bookId)
    .executeTakeFirst();
  return row ? { stock: toStock(row), updatedAt: row.updated_at } : null;
}

export async function hasStock(sql: Sql): Promise<boolean> {
  const row = await sql.selectFrom("stock_item").select("book_id").limit(1).executeTakeFirst();
  return row !== undefined;
}

function toRow({ bookId, onHand, reserved, sold, version }: Stock) {
  return { book_id: bookId, on_hand: onHand, reserved, sold, version };
}

function toStock(row: Selectable<InventorySchema["stock_item"]>): Stock {
  return {
    bookId: row.book_id,
    onHand: row.on_hand,
    reserved: row.reserved,
    sold: row.sold,
    version: row.version,
  };
}
