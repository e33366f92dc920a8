import { stockErrors } from "./stock-errors.ts";

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

/** A change of one book's copies. */
export type Move = (stock: Stock, quantity: number) => Stock;

export function openStock(bookId: string, copies: number): Stock {
  return { bookId, onHand: copies, reserved: 0, sold: 0, version: 1 };
}

/** Copies for sale. */
export function available({ onHand, reserved }: Stock): number {
  return onHand - reserved;
}

/** What keeps an order from being set aside whole; empty when nothing does. */
export function shortages(stocks: ReadonlyMap<string, Stock>, lines: readonly Line[]): Shortage[] {
  return lines.flatMap(({ bookId, quantity }) => {
    const stock = stocks.get(bookId);
    const left = stock ? available(stock) : 0;
    return left < quantity ? [{ bookId, requested: quantity, available: left }] : [];
  });
}

/** Sets copies aside. Ask `shortages` first: more than there are is a TypeError. */
export const reserve: Move = (stock, quantity) => {
  if (available(stock) < quantity) throw new TypeError(`Too few copies of ${stock.bookId}.`);
  return { ...stock, reserved: stock.reserved + quantity, version: stock.version + 1 };
};

/** Copies that were set aside leave the house; the number for sale stays as it is. */
export const sell: Move = (stock, quantity) => ({
  ...stock,
  onHand: stock.onHand - quantity,
  reserved: stock.reserved - quantity,
  sold: stock.sold + quantity,
});

/** Copies that were set aside are for sale again. */
export const release: Move = (stock, quantity) => ({
  ...stock,
  reserved: stock.reserved - quantity,
  version: stock.version + 1,
});

/** The copies were counted: so many are in the house. Error: STOCK_BELOW_RESERVED. */
export const recount: Move = (stock, onHand) => {
  const { reserved } = stock;
  if (onHand < reserved) throw stockErrors.STOCK_BELOW_RESERVED({ reserved, onHand });
  return onHand === stock.onHand ? stock : { ...stock, onHand, version: stock.version + 1 };
};
