import type { OrdersWanted } from "./order-list.ts";

/** Under which key each answer of the campus is kept: the one list of all keys. */
export const queryKeys = {
  allBooks: ["books"],
  books: (q: string, sort: string) => ["books", { q, sort }],
  book: (id: string) => ["book", id],
  cart: ["cart"],
  allOrders: ["order"],
  order: (id: string) => ["order", id],
  pastOrder: (id: string, version: number) => ["order", id, { version }],
  orders: (wanted: OrdersWanted) => ["orders", wanted],
  customer: (email: string) => ["customer", { email }],
  sales: ["sales"],
  mails: (orderId: string | undefined) => ["mails", { orderId }],
} as const;
