import { type Static, Type } from "typebox";
import { available, type Stock } from "./domain/stock.ts";

/** Copies of one book that the house has room for. */
export const COPIES_MAX = 1_000_000;

export const StockView = Type.Object({
  bookId: Type.String(),
  onHand: Type.Integer(),
  reserved: Type.Integer(),
  available: Type.Integer(),
  sold: Type.Integer(),
  updatedAt: Type.String(),
});

export function viewStock(found: { stock: Stock; updatedAt: Date }): Static<typeof StockView> {
  const { bookId, onHand, reserved, sold } = found.stock;
  return {
    bookId,
    onHand,
    reserved,
    available: available(found.stock),
    sold,
    updatedAt: found.updatedAt.toISOString(),
  };
}
