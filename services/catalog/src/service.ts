import { defineService } from "@quad/chassis";
import { bookAdded, bookChanged, bookRemoved } from "@quad/contracts";
import { announceBooks } from "./announce-books.ts";
import type { CatalogKit } from "./catalog-kit.ts";
import { catalogSettings } from "./catalog-settings.ts";
import { consumers } from "./consumers.ts";
import { rewordBooks } from "./reword-books.ts";
import { routes } from "./routes.ts";
import { awaitsStock, loadSample } from "./sample.ts";

/** Catalog: books and prices. */
export const catalog = defineService<CatalogKit>({
  name: "catalog",
  summary: "Books and prices.",
  migrations: new URL("../migrations/", import.meta.url),
  settings: catalogSettings,
  routes,
  consumers,
  emits: [bookAdded, bookChanged, bookRemoved],
  announce: announceBooks,
  statuses: { VERSION_MISMATCH: 412 },
  prepare: async (kit) => {
    await rewordBooks(kit);
    await loadSample(kit);
  },
  ready: awaitsStock,
});
