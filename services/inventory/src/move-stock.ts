import { stockLevelChanged } from "@quad/contracts";
import type { Tx } from "@quad/database";
import { available, type Line, type Move, type Stock } from "./stock.ts";
import { type InventoryKit, type InventorySchema, saveStocks } from "./stock-store.ts";

/** Moves copies of locked stocks, saves them, and says where the number for sale changed. */
export async function moveStock(
  kit: InventoryKit,
  tx: Tx<InventorySchema>,
  change: { stocks: ReadonlyMap<string, Stock>; lines: readonly Line[]; move: Move },
): Promise<void> {
  const { stocks, lines, move } = change;
  const moved: Stock[] = [];
  for (const { bookId, quantity } of lines) {
    const before = stocks.get(bookId);
    if (!before) throw new TypeError(`The stock of book ${bookId} is not locked.`);
    const after = move(before, quantity);
    moved.push(after);
    if (after.version > before.version) announceLevel(tx, after);
  }
  await saveStocks(tx, moved, kit.clock.now());
}

export function announceLevel(tx: Tx<InventorySchema>, stock: Stock): void {
  const { bookId, version } = stock;
  tx.emit(stockLevelChanged, { bookId, available: available(stock), version });
}
