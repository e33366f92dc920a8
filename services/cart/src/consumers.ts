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
import { removeBook, saveBook, saveStock, takeItems } from "./cart-store.ts";

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
  on(orderCreated, takeOrdered, { passesOver: ({ cartId }) => cartId === null }),
];

async function takeOrdered(
  _: CartKit,
  { data: { cartId, items } }: Event<OrderCreated>,
  tx: CartTx,
): Promise<void> {
  const bookIds = items.map((item) => item.bookId);
  if (cartId) await takeItems(tx, cartId, bookIds);
}
