import type { Money } from "@quad/contracts";
import { queryOptions } from "@tanstack/react-query";
import { queryKeys } from "./query-keys.ts";
import { request } from "./request.ts";

export interface CartLine {
  readonly bookId: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly quantity: number;
  readonly price: Money;
  readonly lineTotal: Money;
  /** Copies for sale; null while nobody knows. */
  readonly available: number | null;
}

export interface Cart {
  /** Null until something is put in. */
  readonly id: string | null;
  readonly items: readonly CartLine[];
  readonly total: Money | null;
  /** Copies of all books together. */
  readonly count: number;
  readonly expiresAt: string | null;
}

/** What a cart may hold of one book. */
export const COPIES_MAX = 99;

export const emptyCart: Cart = { id: null, items: [], total: null, count: 0, expiresAt: null };

export const cartQuery = queryOptions({
  queryKey: queryKeys.cart,
  queryFn: ({ signal }) => request<Cart>("/api/cart", { signal }),
});

/** Puts so many copies into the cart, whatever it held before; none takes the book out. */
export function setQuantity(bookId: string, quantity: number): Promise<Cart> {
  const path = `/api/cart/items/${encodeURIComponent(bookId)}`;
  if (quantity === 0) return request<Cart>(path, { method: "DELETE" });
  return request<Cart>(path, { method: "PUT", body: { quantity } });
}

/** Forgets the cart; also the way out of one that has expired. */
export function forgetCart(): Promise<void> {
  return request<void>("/api/cart", { method: "DELETE" });
}
