import { consumersOf } from "@quad/chassis";
import {
  bookAdded,
  bookChanged,
  bookRemoved,
  type Event,
  type OrderCreated,
  orderCreated,
  stockLevelChanged,
} from "@quad/contracts";
import type { CartKit, CartTx } from "./cart-kit.ts";
import { removeBook, saveBook, saveStock, takeOrdered } from "./cart-store.ts";

const { on, onRepeatable } = consumersOf<CartKit>();

/** What cart hears, and what it does about it. */
export const consumers = [
  onRepeatable(bookAdded, ({ database }, { data }) => saveBook(database, data)),
  onRepeatable(bookChanged, ({ database }, { data }) => saveBook(database, data)),
  onRepeatable(bookRemoved, ({ database }, { data }) =>
    removeBook(database, data.bookId, data.version),
  ),
  onRepeatable(stockLevelChanged, ({ database }, { data }) => saveStock(database, data)),
  // What was ordered leaves the cart; what another tab has put in since stays.
  on(orderCreated, onOrderCreated, { passesOver: ({ cartId }) => cartId === null }),
];

async function onOrderCreated(
  { newId }: CartKit,
  { data: { cartId, items } }: Event<OrderCreated>,
  tx: CartTx,
): Promise<void> {
  if (!cartId) return;
  const bookIds = items.map((item) => item.bookId);
  await takeOrdered(tx, { orderAs: cartId, next: newId(), bookIds });
}
