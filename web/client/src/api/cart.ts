import type { CartView } from "@quad/contracts/http/cart";
import { queryOptions } from "@tanstack/react-query";
import { request } from "./request.ts";

export type Cart = CartView;
export type CartLine = Cart["items"][number];

export const emptyCart: Cart = {
  ...{ id: null, items: [], total: null, count: 0, expiresAt: null },
  obstacles: [],
};

export const cartQuery = queryOptions({
  queryKey: ["cart"],
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
