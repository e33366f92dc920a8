import { writesOf } from "@quad/chassis";
import { cartHttp } from "@quad/contracts/http/cart";
import { answer, routesOf } from "@quad/http";
import { CART_COOKIE, cartCookie, cartIdIn } from "./cart-cookie.ts";
import { cartErrors } from "./cart-errors.ts";
import type { CartKit, CartSchema } from "./cart-kit.ts";
import { countOthers, deleteCart, isForSale, putItem, takeItems } from "./cart-store.ts";
import { viewCart } from "./cart-view.ts";
import { changeCart, REMEMBERED_MS, readCart } from "./change-cart.ts";
import { type Cart, mustHaveRoom } from "./domain/cart.ts";

const route = routesOf<CartKit>();
const write = writesOf<CartSchema, CartKit>();

/** The public HTTP of cart. Whose cart it is, a signed cookie says. */
export const routes = [
  route(cartHttp.readCart, async ({ kit, cookies }) => {
    const id = cartIdIn(cookies[CART_COOKIE], kit);
    return viewCart(id === null ? null : await readCart(kit, id));
  }),
  write(cartHttp.putItem, async ({ kit, tx, cookies, params: { bookId }, body: { quantity } }) => {
    const id = cartIdIn(cookies[CART_COOKIE], kit);
    const cart = await changeCart(kit, tx, id, async (cartId) => {
      if (!(await isForSale(tx.sql, bookId))) throw cartErrors.CART_BOOK_NOT_FOUND({ bookId });
      mustHaveRoom(await countOthers(tx.sql, cartId, bookId));
      await putItem(tx, { cartId, bookId, quantity, at: kit.clock.now() });
    });
    return withCookie(kit, cart);
  }),
  write(cartHttp.takeItem, async ({ kit, tx, cookies, params: { bookId } }) => {
    const id = cartIdIn(cookies[CART_COOKIE], kit);
    if (!id) return viewCart(null);
    const cart = await changeCart(kit, tx, id, (cartId) => takeItems(tx, cartId, [bookId]));
    return withCookie(kit, cart);
  }),
  route(cartHttp.forgetCart, async ({ kit, cookies }) => {
    const id = ownCart(cookies[CART_COOKIE], kit);
    if (id) await deleteCart(kit.database.sql, id);
    return answer(undefined, { cookies: { [CART_COOKIE]: null } });
  }),
];

/** The cookie outlives the cart by as long as its end is remembered. */
function withCookie(kit: CartKit, cart: Cart) {
  const cookie = cartCookie(cart.id, kit, kit.settings.QUAD_CART_TTL + REMEMBERED_MS);
  return answer(viewCart(cart), { cookies: { [CART_COOKIE]: cookie } });
}

function ownCart(cookie: string | undefined, kit: CartKit): string | null {
  try {
    return cartIdIn(cookie, kit);
  } catch {
    return null;
  }
}
