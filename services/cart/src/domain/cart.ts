import type { Money } from "@quad/contracts";
import type { CartObstacle } from "@quad/contracts/http/cart";
import { LINES_MAX, ORDER_AMOUNT_MAX } from "@quad/contracts/limits";
import { cartErrors } from "../cart-errors.ts";

/** What somebody thinks of buying: plain data in, plain data out. */
export interface Cart {
  readonly id: string;
  /** What an order from it carries: it is ordered once under this id, and then has another. */
  readonly orderAs: string;
  readonly expiresAt: Date;
  /** In the order in which they were put in. */
  readonly lines: readonly CartLine[];
}

export interface CartLine {
  readonly bookId: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly quantity: number;
  readonly price: Money;
  /** Copies for sale; null while nobody has said how many. */
  readonly available: number | null;
  /** It is not sold any more. */
  readonly removed: boolean;
}

/** Room for one more book beside these. Error: CART_FULL. */
export function mustHaveRoom(linesBeside: number): void {
  if (linesBeside >= LINES_MAX) throw cartErrors.CART_FULL({ max: LINES_MAX });
}

export function lineTotal({ price, quantity }: Pick<CartLine, "price" | "quantity">): Money {
  return { amount: price.amount * quantity, currency: price.currency };
}

/** The sum of all lines; null without lines, or when they are in several currencies. */
export function totalOf(lines: readonly CartLine[]): Money | null {
  const currencies = new Set(lines.map((line) => line.price.currency));
  const [currency] = currencies;
  if (currency === undefined || currencies.size > 1) return null;
  return { amount: lines.reduce((sum, line) => sum + lineTotal(line).amount, 0), currency };
}

/** Why a cart with these lines cannot be ordered, as far as it knows. */
export function obstaclesOf(lines: readonly CartLine[]): CartObstacle[] {
  const sold = lines.filter(({ removed }) => !removed);
  const isShort = sold.some(
    ({ available, quantity }) => available !== null && available < quantity,
  );
  const total = totalOf(lines);
  return [
    ...(sold.length < lines.length ? (["book_removed"] as const) : []),
    ...(isShort ? (["too_few_copies"] as const) : []),
    ...(lines.length > 0 && total === null ? (["several_currencies"] as const) : []),
    ...(total !== null && total.amount > ORDER_AMOUNT_MAX ? (["too_dear"] as const) : []),
  ];
}

/** Copies of all books together. */
export function countOf(lines: readonly CartLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}
