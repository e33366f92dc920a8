import { announceLevel } from "./announce-level.ts";
import type { InventoryKit, InventoryTx } from "./inventory-kit.ts";
import { stocksAfter } from "./stock-store.ts";

const PAGE = 500;

/** Says of every book how many copies there are. None of a page changes while it is said. */
export async function announceLevels(_: InventoryKit, tx: InventoryTx, after: string | null) {
  const stocks = await stocksAfter(tx, { after, limit: PAGE });
  for (const stock of stocks) announceLevel(tx, stock);
  return { said: stocks.length, next: stocks[PAGE - 1]?.bookId ?? null };
}
