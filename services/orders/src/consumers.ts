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
import { removeBook, saveBook } from "./book-store.ts";
import { onFact } from "./on-fact.ts";
import type { OrdersKit } from "./orders-kit.ts";

const { on } = consumersOf<OrdersKit>();

/** What orders hears, and what it does about it. */
export const consumers = [
  on(bookAdded, (_, { data }, tx) => saveBook(tx, data)),
  on(bookChanged, (_, { data }, tx) => saveBook(tx, data)),
  on(bookRemoved, (_, { data }, tx) => removeBook(tx, data.bookId, data.version)),
  on(stockReserved, onFact),
  on(outOfStock, onFact),
  on(paymentReceived, onFact),
  on(paymentDeclined, onFact),
  on(stockReleased, onFact),
  on(notificationSent, onFact),
];
