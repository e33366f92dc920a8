import { consumersOf } from "@quad/chassis";
import { stockLevelChanged } from "@quad/contracts";
import { saveStock } from "./book-store.ts";
import type { CatalogKit } from "./catalog-kit.ts";

const { onRepeatable } = consumersOf<CatalogKit>();

/** What catalog hears: only how many copies there are, to show it beside the book. */
export const consumers = [
  onRepeatable(stockLevelChanged, ({ database }, { data }) => saveStock(database, data)),
];
