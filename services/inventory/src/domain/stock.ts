import { stockErrors } from "../stock-errors.ts";

/** The copies of one book: plain data in, plain data out. */
export interface Stock {
  readonly bookId: string;
  /** In the house, those set aside included. */
  readonly onHand: number;
  /** Set aside for orders that are not paid yet. */
  readonly reserved: number;
  /** Gone to customers. */
  readonly sold: number;
  /** Counts up whenever the number of copies for sale changes. */
  readonly version: number;
}

/** So many copies of one book. */
export interface Line {
  readonly bookId: string;
  readonly quantity: number;
}

export interface Shortage {
  readonly bookId: string;
  readonly requested: number;
  readonly available: number;
}

/** What a move does to the numbers of a book, for each copy. */
export interface Move {
  readonly onHand: -1 | 0 | 1;
  readonly reserved: -1 | 0 | 1;
  readonly sold: -1 | 0 | 1;
}

/** All that can happen to copies. What is in the house and what was sold add up to the same. */
export const MOVES = {
  /** Set aside for an order. */
  reserve: { onHand: 0, reserved: 1, sold: 0 },
  /** Copies that were set aside leave the house. */
  sell: { onHand: -1, reserved: -1, sold: 1 },
  /** Copies that were set aside are for sale again. */
  release: { onHand: 0, reserved: -1, sold: 0 },
  /** Copies leave the house that were for sale. */
  sellAtOnce: { onHand: -1, reserved: 0, sold: 1 },
  /** Copies that had left come back, and are for sale. */
  takeBack: { onHand: 1, reserved: 0, sold: -1 },
} as const satisfies Readonly<Record<string, Move>>;

/** True when the number of copies for sale is another afterwards. */
export function changesLevel({ onHand, reserved }: Move): boolean {
  return onHand !== reserved;
}

export function openStock(bookId: string, copies: number): Stock {
  return { bookId, onHand: copies, reserved: 0, sold: 0, version: 1 };
}

/** Copies for sale. */
export function available({ onHand, reserved }: Stock): number {
  return onHand - reserved;
}

/** A line for each book: one that is listed twice is asked for once, with both quantities. */
export function merged(lines: readonly Line[]): Line[] {
  const quantities = new Map<string, number>();
  for (const { bookId, quantity } of lines) {
    quantities.set(bookId, (quantities.get(bookId) ?? 0) + quantity);
  }
  return Array.from(quantities, ([bookId, quantity]) => ({ bookId, quantity }));
}

/** What is left of some copies when others are gone; null when there were not so many. */
export function linesLeft(lines: readonly Line[], gone: readonly Line[]): Line[] | null {
  const quantities = new Map(lines.map(({ bookId, quantity }) => [bookId, quantity]));
  for (const { bookId, quantity } of gone) {
    const left = (quantities.get(bookId) ?? 0) - quantity;
    if (left < 0) return null;
    quantities.set(bookId, left);
  }
  const left = Array.from(quantities, ([bookId, quantity]) => ({ bookId, quantity }));
  return left.filter(({ quantity }) => quantity > 0);
}

/** What keeps an order from being set aside whole; empty when nothing does. */
export function shortages(stocks: ReadonlyMap<string, Stock>, lines: readonly Line[]): Shortage[] {
  return lines.flatMap(({ bookId, quantity }) => {
    const stock = stocks.get(bookId);
    const left = stock ? available(stock) : 0;
    return left < quantity ? [{ bookId, requested: quantity, available: left }] : [];
  });
}

/** The copies were counted: so many are in the house. Error: STOCK_BELOW_RESERVED. */
export function recount(stock: Stock, onHand: number): Stock {
  const { reserved } = stock;
  if (onHand < reserved) throw stockErrors.STOCK_BELOW_RESERVED({ reserved, onHand });
  return onHand === stock.onHand ? stock : { ...stock, onHand, version: stock.version + 1 };
}

/** What has become of the copies that were set aside for an order. */
export type HoldState = "reserved" | "sold" | "released" | "expired";
