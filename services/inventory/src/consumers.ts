import { consumersOf } from "@quad/chassis";
import {
  type BookAdded,
  bookAdded,
  type Event,
  orderCancelled,
  orderConfirmed,
  orderCreated,
} from "@quad/contracts";
import type { Tx } from "@quad/database";
import { announceLevel } from "./move-stock.ts";
import { releaseFromOrder, reserveForOrder, sellToOrder } from "./order-stock.ts";
import { type InventoryKit, type InventorySchema, insertStock } from "./stock-store.ts";

const { on } = consumersOf<InventoryKit>();

/** What inventory hears, and what it does about it. */
export const consumers = [
  on(bookAdded, openStockOfBook),
  on(orderCreated, reserveForOrder),
  on(orderConfirmed, sellToOrder),
  on(orderCancelled, releaseFromOrder),
];

async function openStockOfBook(
  { settings, clock }: InventoryKit,
  { data: { bookId } }: Event<BookAdded>,
  tx: Tx<InventorySchema>,
): Promise<void> {
  const stock = await insertStock(tx, bookId, settings.QUAD_OPENING_STOCK, clock.now());
  if (stock) announceLevel(tx, stock);
}
