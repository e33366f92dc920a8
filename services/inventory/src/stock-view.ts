import type { StockView } from "@quad/contracts/http/inventory";
import { available, type Stock } from "./domain/stock.ts";

export function viewStock(found: { stock: Stock; updatedAt: Date }): StockView {
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
