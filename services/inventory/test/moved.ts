import { available, changesLevel, type Move, type Stock } from "../src/domain/stock.ts";

/** What `moveCopies` does in SQL, as plain data: a TypeError when there are too few copies. */
export function moved(stock: Stock, move: Move, quantity: number): Stock {
  const after = {
    ...stock,
    onHand: stock.onHand + move.onHand * quantity,
    reserved: stock.reserved + move.reserved * quantity,
    sold: stock.sold + move.sold * quantity,
    version: stock.version + (changesLevel(move) ? 1 : 0),
  };
  if (Math.min(after.reserved, after.sold, available(after)) < 0) {
    throw new TypeError(`There are too few copies of ${stock.bookId}.`);
  }
  return after;
}
