import { cartErrors } from "./cart-errors.ts";
import type { CartKit, CartTx } from "./cart-kit.ts";
import { findCart, insertCart, prolongCart } from "./cart-store.ts";
import type { Cart } from "./domain/cart.ts";

/** How long an expired cart is remembered, to tell its owner that it was there. */
export const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/** The cart of this id; null when there is none. Error: CART_EXPIRED. */
export async function readCart({ database, clock }: CartKit, id: string): Promise<Cart | null> {
  const cart = await findCart(database.sql, id);
  if (cart && cart.expiresAt <= clock.now()) throw cartErrors.CART_EXPIRED();
  return cart;
}

/**
 * Changes a cart, which also prolongs it; without one a new cart is opened. Changes to one cart
 * wait for each other. Error: CART_EXPIRED, and what `change` throws.
 */
export async function changeCart(
  kit: CartKit,
  tx: CartTx,
  id: string | null,
  change: (cartId: string) => Promise<void>,
): Promise<Cart> {
  const now = kit.clock.now();
  const expiresAt = new Date(now.getTime() + kit.settings.QUAD_CART_TTL);
  let cartId = id;
  if (cartId === null || !(await prolongCart(tx, cartId, { now, expiresAt }))) {
    if (cartId !== null && (await findCart(tx.sql, cartId))) throw cartErrors.CART_EXPIRED();
    cartId = kit.newId();
    await insertCart(tx, cartId, expiresAt);
  }
  await change(cartId);
  const changed = await findCart(tx.sql, cartId);
  if (!changed) throw new TypeError(`Cart ${cartId} vanished while it was locked.`);
  return changed;
}
