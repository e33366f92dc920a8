import type { CartView } from "@quad/contracts/http/cart";
import { type Cart, countOf, lineTotal, obstaclesOf, totalOf } from "./domain/cart.ts";

export function viewCart(cart: Cart | null): CartView {
  if (!cart) return EMPTY;
  const { orderAs: id, lines, expiresAt } = cart;
  return {
    id,
    items: lines.map((line) => ({
      ...line,
      authors: [...line.authors],
      lineTotal: lineTotal(line),
    })),
    total: totalOf(lines),
    count: countOf(lines),
    expiresAt: expiresAt.toISOString(),
    obstacles: obstaclesOf(lines),
  };
}

const EMPTY: CartView = {
  ...{ id: null, items: [], total: null, count: 0, expiresAt: null },
  obstacles: [],
};
