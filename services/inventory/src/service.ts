import { defineService } from "@quad/chassis";
import { outOfStock, stockLevelChanged, stockReleased, stockReserved } from "@quad/contracts";
import { announceLevels } from "./announce-levels.ts";
import { calls } from "./calls.ts";
import { consumers } from "./consumers.ts";
import { holdSweeper } from "./hold-sweeper.ts";
import type { InventoryKit } from "./inventory-kit.ts";
import { inventorySettings } from "./inventory-settings.ts";
import { routes } from "./routes.ts";
import { hasStock } from "./stock-store.ts";

/** Inventory: the copies of each book, in the house, set aside and sold. */
export const inventory = defineService<InventoryKit>({
  name: "inventory",
  summary: "The copies of each book: in the house, set aside and sold.",
  migrations: new URL("../migrations/", import.meta.url),
  settings: inventorySettings,
  routes,
  calls,
  consumers,
  emits: [stockReserved, outOfStock, stockReleased, stockLevelChanged],
  announce: announceLevels,
  resources: (kit) => ({ holdSweeper: holdSweeper(kit) }),
  ready: async ({ database }) =>
    (await hasStock(database.sql)) ? null : "it has not heard of a book to keep copies of yet",
});
