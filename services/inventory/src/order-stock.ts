import {
  type Event,
  type OrderCreated,
  outOfStock,
  stockReleased,
  stockReserved,
} from "@quad/contracts";
import type { Tx } from "@quad/database";
import { moveStock } from "./move-stock.ts";
import { release, reserve, sell, shortages } from "./stock.ts";
import { stockErrors } from "./stock-errors.ts";
import {
  endReservations,
  type InventoryKit,
  type InventorySchema,
  insertReservations,
  lockStocks,
} from "./stock-store.ts";

type InventoryTx = Tx<InventorySchema>;

/**
 * Sets every copy of an order aside, or none. An order can overtake the news of its book, whose
 * key is another; STOCK_NOT_OPENED lets it wait for that.
 */
export async function reserveForOrder(
  kit: InventoryKit,
  { data }: Event<OrderCreated>,
  tx: InventoryTx,
): Promise<void> {
  const { orderId } = data;
  const lines = data.items.map(({ bookId, quantity }) => ({ bookId, quantity }));
  const bookIds = lines.map((line) => line.bookId);
  const stocks = await lockStocks(tx, bookIds);
  const unheard = bookIds.filter((bookId) => !stocks.has(bookId));
  if (unheard.length > 0) throw stockErrors.STOCK_NOT_OPENED({ orderId, bookIds: unheard });
  const missing = shortages(stocks, lines);
  if (missing.length > 0) {
    tx.emit(outOfStock, { orderId, missing });
    return;
  }
  await insertReservations(tx, orderId, lines);
  await moveStock(kit, tx, { stocks, lines, move: reserve });
  tx.emit(stockReserved, { orderId, items: lines });
}

export async function sellToOrder(
  kit: InventoryKit,
  { data: { orderId } }: Event<{ orderId: string }>,
  tx: InventoryTx,
): Promise<void> {
  const lines = await endReservations(tx, orderId, "sold");
  if (lines.length === 0) return;
  const stocks = await lockStocks(
    tx,
    lines.map((line) => line.bookId),
  );
  await moveStock(kit, tx, { stocks, lines, move: sell });
}

/** Says nothing for an order that never got its copies. */
export async function releaseFromOrder(
  kit: InventoryKit,
  { data: { orderId } }: Event<{ orderId: string }>,
  tx: InventoryTx,
): Promise<void> {
  const lines = await endReservations(tx, orderId, "released");
  if (lines.length === 0) return;
  const stocks = await lockStocks(
    tx,
    lines.map((line) => line.bookId),
  );
  await moveStock(kit, tx, { stocks, lines, move: release });
  tx.emit(stockReleased, { orderId, items: lines });
}
