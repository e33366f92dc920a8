import { consumersOf } from "@quad/chassis";
import {
  type BookAdded,
  bookAdded,
  type Event,
  type OrderCreated,
  orderCancelled,
  orderConfirmed,
  orderCreated,
  outOfStock,
  stockReleased,
  stockReserved,
} from "@quad/contracts";
import { announceLevel } from "./announce-level.ts";
import { merged } from "./domain/stock.ts";
import type { InventoryKit, InventoryTx } from "./inventory-kit.ts";
import { releaseCopies, reserveCopies, sellCopies } from "./order-stock.ts";
import { insertStock } from "./stock-store.ts";

const { on } = consumersOf<InventoryKit>();

/** What inventory hears, and what it does about it. */
export const consumers = [
  on(bookAdded, openStockOfBook),
  // Of an orchestrated order, orders asks.
  on(orderCreated, reserveForOrder, { passesOver: ({ checkout }) => checkout === "orchestrated" }),
  on(orderConfirmed, sellToOrder, { passesOver: ({ checkout }) => checkout === "orchestrated" }),
  on(orderCancelled, releaseFromOrder),
];

async function openStockOfBook(
  { settings, clock }: InventoryKit,
  { data: { bookId } }: Event<BookAdded>,
  tx: InventoryTx,
): Promise<void> {
  const stock = await insertStock(tx, bookId, settings.QUAD_OPENING_STOCK, clock.now());
  if (stock) announceLevel(tx, stock);
}

async function reserveForOrder(
  { clock }: InventoryKit,
  { data: { orderId, items } }: Event<OrderCreated>,
  tx: InventoryTx,
): Promise<void> {
  const lines = merged(items);
  const answer = await reserveCopies(tx, clock, { orderId, lines, expiresAt: null });
  switch (answer.outcome) {
    case "reserved":
      tx.emit(stockReserved, { orderId, items: lines });
      break;
    case "out-of-stock":
      tx.emit(outOfStock, { orderId, missing: answer.missing });
      break;
    case "ended":
      break;
    default:
      answer satisfies never;
  }
}

async function sellToOrder(
  { clock }: InventoryKit,
  { data: { orderId } }: Event<{ orderId: string }>,
  tx: InventoryTx,
): Promise<void> {
  await sellCopies(tx, clock, orderId);
}

/** Says nothing for an order that never got its copies. */
async function releaseFromOrder(
  { clock }: InventoryKit,
  { data: { orderId } }: Event<{ orderId: string }>,
  tx: InventoryTx,
): Promise<void> {
  const lines = await releaseCopies(tx, clock, orderId);
  if (lines.length > 0) tx.emit(stockReleased, { orderId, items: [...lines] });
}
