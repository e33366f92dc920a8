import { stockLevelChanged } from "@quad/contracts";
import { available, type Stock } from "./domain/stock.ts";
import type { InventoryTx } from "./inventory-kit.ts";

/** Says how many copies of a book are for sale now. */
export function announceLevel(tx: InventoryTx, stock: Stock): void {
  const { bookId, version } = stock;
  tx.emit(stockLevelChanged, { bookId, available: available(stock), version });
}
