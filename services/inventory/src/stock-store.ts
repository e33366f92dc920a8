import type { DatabaseKit } from "@quad/chassis";
import type { SettingsOf } from "@quad/config";
import type { Tx } from "@quad/database";
import { type Kysely, sql as raw, type Selectable } from "kysely";
import type { inventorySettings } from "./inventory-settings.ts";
import { type Line, openStock, type Stock } from "./stock.ts";

/** All SQL of inventory. */
export interface InventorySchema {
  stock_item: {
    book_id: string;
    on_hand: number;
    reserved: number;
    sold: number;
    version: number;
    updated_at: Date;
  };
  reservation: {
    order_id: string;
    book_id: string;
    quantity: number;
    state: "reserved" | "sold" | "released";
  };
}

export interface InventoryKit extends DatabaseKit<InventorySchema> {
  readonly settings: SettingsOf<typeof inventorySettings>;
}
type InventoryTx = Tx<InventorySchema>;

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
 * Reads stocks and keeps every other transaction from changing them until this one ends. Rows are
 * locked in one order everywhere, so two orders for the same books cannot wait for each other.
 */
export async function lockStocks(
  tx: InventoryTx,
  bookIds: readonly string[],
): Promise<Map<string, Stock>> {
  const rows = await tx.sql
    .selectFrom("stock_item")
    .selectAll()
    .where("book_id", "in", bookIds)
    .orderBy("book_id")
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.book_id, toStock(row)]));
}

export async function saveStocks(
  tx: InventoryTx,
  stocks: readonly Stock[],
  at: Date,
): Promise<void> {
  const rows = JSON.stringify(stocks.map(toRow));
  await raw`
    update stock_item
    set on_hand = n.on_hand, reserved = n.reserved, sold = n.sold, version = n.version,
      updated_at = ${at}
    from jsonb_to_recordset(${rows}::jsonb)
      as n (book_id uuid, on_hand int, reserved int, sold int, version int)
    where stock_item.book_id = n.book_id
  `.execute(tx.sql);
}

export async function insertReservations(
  tx: InventoryTx,
  orderId: string,
  lines: readonly Line[],
): Promise<void> {
  await tx.sql
    .insertInto("reservation")
    .values(
      lines.map(({ bookId, quantity }) => ({
        order_id: orderId,
        book_id: bookId,
        quantity,
        state: "reserved",
      })),
    )
    .execute();
}

/** Ends what is still set aside for an order, and returns it. */
export async function endReservations(
  tx: InventoryTx,
  orderId: string,
  state: "sold" | "released",
): Promise<Line[]> {
  const rows = await tx.sql
    .updateTable("reservation")
    .set({ state })
    .where("order_id", "=", orderId)
    .where("state", "=", "reserved")
    .returning(["book_id", "quantity"])
    .execute();
  return rows.map((row) => ({ bookId: row.book_id, quantity: row.quantity }));
}

export async function findStock(
  sql: Kysely<InventorySchema>,
  bookId: string,
): Promise<{ stock: Stock; updatedAt: Date } | null> {
  const row = await sql
    .selectFrom("stock_item")
    .selectAll()
    .where("book_id", "=", bookId)
    .executeTakeFirst();
  return row ? { stock: toStock(row), updatedAt: row.updated_at } : null;
}

export async function hasStock(sql: Kysely<InventorySchema>): Promise<boolean> {
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
