import { writesOf } from "@quad/chassis";
import { inventoryHttp } from "@quad/contracts/http/inventory";
import { routesOf } from "@quad/http";
import { announceLevel } from "./announce-level.ts";
import { recount } from "./domain/stock.ts";
import type { InventoryKit, InventorySchema } from "./inventory-kit.ts";
import { stockErrors } from "./stock-errors.ts";
import { findStock, lockStock, saveStock } from "./stock-store.ts";
import { viewStock } from "./stock-view.ts";

const route = routesOf<InventoryKit>();
const write = writesOf<InventorySchema, InventoryKit>();

/** The public HTTP of inventory. */
export const routes = [
  route(inventoryHttp.readStock, ({ kit, params }) => readStock(kit.database.sql, params.id)),
  write(inventoryHttp.countStock, async ({ kit, tx, params: { id: bookId }, body: { onHand } }) => {
    const before = await lockStock(tx, bookId);
    if (!before) throw stockErrors.STOCK_NOT_FOUND({ bookId });
    const after = recount(before, onHand);
    if (after !== before) {
      await saveStock(tx, after, kit.clock.now());
      announceLevel(tx, after);
    }
    return readStock(tx.sql, bookId);
  }),
];

async function readStock(sql: InventoryKit["database"]["sql"], bookId: string) {
  const found = await findStock(sql, bookId);
  if (!found) throw stockErrors.STOCK_NOT_FOUND({ bookId });
  return viewStock(found);
}
