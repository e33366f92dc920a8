import type { Customer, OrderLine } from "@quad/contracts";
import type { Static } from "typebox";
import { orderErrors } from "./order-errors.ts";

/** The rules of an order: plain data in, plain data out. */
export interface Order {
  readonly id: string;
  readonly status: OrderStatus;
  readonly reason: CancelReason | null;
  readonly lines: readonly Line[];
  readonly total: Money;
  readonly customer: Static<typeof Customer>;
}

export type OrderStatus = "pending" | "confirmed" | "cancelled";
export type CancelReason = "out_of_stock" | "payment_declined";
export type Line = Static<typeof OrderLine>;
type Money = Line["unitPrice"];

/** What the other services say about an order. */
export type Fact = "stock-reserved" | "out-of-stock" | "payment-received" | "payment-declined";

/** What an order decides for itself. */
export type Decision =
  | { readonly type: "confirmed" }
  | { readonly type: "cancelled"; readonly reason: CancelReason };

/** A book as orders knows it. */
export interface SellableBook {
  readonly bookId: string;
  readonly title: string;
  readonly price: Money;
}

export interface Wish {
  readonly bookId: string;
  readonly quantity: number;
}

/**
 * Prices what a customer wishes for. Errors: BOOK_REPEATED, BOOK_UNKNOWN, CURRENCIES_MIXED,
 * ORDER_TOO_DEAR.
 */
export function priceOrder(
  wishes: readonly Wish[],
  books: readonly SellableBook[],
): { lines: Line[]; total: Money } {
  const known = new Map(books.map((book) => [book.bookId, book]));
  if (new Set(wishes.map((wish) => wish.bookId)).size < wishes.length) {
    throw orderErrors.BOOK_REPEATED();
  }
  const unknown = wishes.map((wish) => wish.bookId).filter((id) => !known.has(id));
  if (unknown.length > 0) throw orderErrors.BOOK_UNKNOWN({ bookIds: unknown });

  const lines = wishes.flatMap(({ bookId, quantity }) => {
    const book = known.get(bookId);
    return book ? [{ bookId, title: book.title, quantity, unitPrice: book.price }] : [];
  });
  const currencies = [...new Set(lines.map((line) => line.unitPrice.currency))];
  const [currency] = currencies;
  if (currency === undefined || currencies.length > 1) {
    throw orderErrors.CURRENCIES_MIXED({ currencies });
  }
  const amount = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice.amount, 0);
  if (amount > ORDER_AMOUNT_MAX) throw orderErrors.ORDER_TOO_DEAR({ max: ORDER_AMOUNT_MAX });
  return { lines, total: { amount, currency } };
}

/** In minor units: 1 000 000.00 in most currencies. */
export const ORDER_AMOUNT_MAX = 100_000_000;

/** What a fact makes of an order; null when it changes nothing, such as when it comes late. */
export function decide(order: Pick<Order, "status">, fact: Fact): Decision | null {
  if (order.status !== "pending") return null;
  switch (fact) {
    case "stock-reserved":
      return null;
    case "payment-received":
      return { type: "confirmed" };
    case "out-of-stock":
      return { type: "cancelled", reason: "out_of_stock" };
    case "payment-declined":
      return { type: "cancelled", reason: "payment_declined" };
    default:
      return fact satisfies never;
  }
}

/** The order after a decision. */
export function evolve(order: Order, decision: Decision): Order {
  switch (decision.type) {
    case "confirmed":
      return { ...order, status: "confirmed", reason: null };
    case "cancelled":
      return { ...order, status: "cancelled", reason: decision.reason };
    default:
      return decision satisfies never;
  }
}
