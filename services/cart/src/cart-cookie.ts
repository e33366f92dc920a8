import { Signer } from "@fastify/cookie";
import type { Kit } from "@quad/chassis";
import type { Cookie } from "@quad/http";
import { cartErrors } from "./cart-errors.ts";

export const CART_COOKIE = "quad_cart";

/** The cookie that proves whose cart it is: the cart's id, signed. */
export function cartCookie(id: string, kit: Kit, keptMs: number): Cookie {
  return { value: signer(kit).sign(id), maxAgeSeconds: Math.ceil(keptMs / 1000) };
}

/** The id in a cookie, or null without one. Error: CART_COOKIE_INVALID. */
export function cartIdIn(cookie: string | undefined, kit: Kit): string | null {
  if (cookie === undefined) return null;
  const { valid, value } = signer(kit).unsign(cookie);
  if (!valid) throw cartErrors.CART_COOKIE_INVALID();
  return value;
}

function signer(kit: Kit): Signer {
  return new Signer(kit.secret("cookie"), "sha256");
}
