import { Money } from "@quad/contracts";
import { type Static, Type } from "typebox";
import { type Cart, countOf, lineTotal, totalOf } from "./domain/cart.ts";

/** A sum may be larger than a price, so it has no limit of its own. */
const Sum = Type.Object({ amount: Type.Integer({ minimum: 0 }), currency: Type.String() });

export const CartView = Type.Object({
  id: Type.Union([Type.String(), Type.Null()]),
  items: Type.Array(
    Type.Object({
      bookId: Type.String(),
      title: Type.String(),
      authors: Type.Array(Type.String()),
      quantity: Type.Integer(),
      price: Money,
      lineTotal: Sum,
      available: Type.Union([Type.Integer(), Type.Null()]),
    }),
  ),
  /** Null when empty, or when the books are in several currencies. */
  total: Type.Union([Sum, Type.Null()]),
  count: Type.Integer(),
  expiresAt: Type.Union([Type.String(), Type.Null()]),
});

export function viewCart(cart: Cart | null): Static<typeof CartView> {
  if (!cart) return { id: null, items: [], total: null, count: 0, expiresAt: null };
  const { id, lines, expiresAt } = cart;
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
  };
}
