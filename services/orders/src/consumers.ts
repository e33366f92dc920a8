import { consumersOf } from "@quad/chassis";
import {
  bookAdded,
  bookChanged,
  bookRemoved,
  notificationSent,
  outOfStock,
  paymentDeclined,
  paymentReceived,
  stockReleased,
  stockReserved,
} from "@quad/contracts";
import { onFact } from "./on-fact.ts";
import { type OrdersKit, removeBook, saveBook } from "./order-store.ts";

const { on } = consumersOf<OrdersKit>();

/** What orders hears, and what it does about it. */
export const consumers = [
  on(bookAdded, (_, { data }, tx) => saveBook(tx, data)),
  on(bookChanged, (_, { data }, tx) => saveBook(tx, data)),
  on(bookRemoved, (_, { data }, tx) => removeBook(tx, data.bookId, data.version)),
  on(stockReserved, onFact("stock-reserved")),
  on(outOfStock, onFact("out-of-stock")),
  on(paymentReceived, onFact("payment-received")),
  on(paymentDeclined, onFact("payment-declined")),
  on(stockReleased, onFact(null)),
  on(notificationSent, onFact(null)),
];
