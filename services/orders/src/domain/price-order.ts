import { ORDER_AMOUNT_MAX } from "@quad/contracts/limits";
import { orderErrors } from "../order-errors.ts";
import type { Line } from "./order-event.ts";

type Money = Line["unitPrice"];

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
