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
import { noteMail, onFact } from "./on-fact.ts";
import type { OrdersKit } from "./orders-kit.ts";

const { on, onRepeatable } = consumersOf<OrdersKit>();

/** What orders hears, and what it does about it. */
export const consumers = [
  onRepeatable(bookAdded, ({ database }, { data }) => saveBook(database, data)),
  onRepeatable(bookChanged, ({ database }, { data }) => saveBook(database, data)),
  onRepeatable(bookRemoved, ({ database }, { data }) =>
    removeBook(database, data.bookId, data.version),
  ),
  on(stockReserved, onFact),
  on(outOfStock, onFact),
  on(paymentReceived, onFact),
  on(paymentDeclined, onFact),
  on(stockReleased, onFact),
  onRepeatable(notificationSent, noteMail),
];
