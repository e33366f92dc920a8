import { Id } from "@quad/contracts";
import { answer, routesOf } from "@quad/http";
import { Type } from "typebox";
import { CART_COOKIE, cartCookie, cartIdIn } from "./cart-cookie.ts";
import { cartErrors } from "./cart-errors.ts";
import {
  type CartKit,
  countOthers,
  deleteCart,
  isForSale,
  putItem,
  takeItems,
} from "./cart-store.ts";
import { CartView, viewCart } from "./cart-view.ts";
import { changeCart, REMEMBERED_MS, readCart } from "./change-cart.ts";
import { type Cart, mustHaveRoom, QUANTITY_MAX } from "./domain/cart.ts";

const route = routesOf<CartKit>();
const BookId = Type.Object({ bookId: Id });
const Quantity = Type.Object({ quantity: Type.Integer({ minimum: 1, maximum: QUANTITY_MAX }) });
const REFUSALS = ["CART_EXPIRED", "CART_COOKIE_INVALID"];

/** The public HTTP of cart. Whose cart it is, a signed cookie says. */
export const routes = [
  route({
    method: "GET",
    path: "/api/cart",
    summary: "The cart",
    who: "anyone",
    answer: CartView,
    refusals: REFUSALS,
    handle: async ({ kit, cookies }) => {
      const id = cartIdIn(cookies[CART_COOKIE], kit);
      return viewCart(id === null ? null : await readCart(kit, id));
    },
  }),
  route({
    method: "PUT",
    path: "/api/cart/items/:bookId",
    summary: "Put so many copies of a book into the cart",
    who: "anyone",
    params: BookId,
    body: Quantity,
    answer: CartView,
    refusals: ["CART_BOOK_NOT_FOUND", "CART_FULL", ...REFUSALS],
    handle: async ({ kit, cookies, params: { bookId }, body: { quantity } }) => {
      const id = cartIdIn(cookies[CART_COOKIE], kit);
      const cart = await changeCart(kit, id, async (tx, cartId) => {
        if (!(await isForSale(tx.sql, bookId))) throw cartErrors.CART_BOOK_NOT_FOUND({ bookId });
        mustHaveRoom(await countOthers(tx.sql, cartId, bookId));
        await putItem(tx, { cartId, bookId, quantity, at: kit.clock.now() });
      });
      return withCookie(kit, cart);
    },
  }),
  route({
    method: "DELETE",
    path: "/api/cart/items/:bookId",
    summary: "Take a book out of the cart",
    who: "anyone",
    params: BookId,
    answer: CartView,
    refusals: REFUSALS,
    handle: async ({ kit, cookies, params: { bookId } }) => {
      const id = cartIdIn(cookies[CART_COOKIE], kit);
      if (!id) return viewCart(null);
      const cart = await changeCart(kit, id, (tx, cartId) => takeItems(tx, cartId, [bookId]));
      return withCookie(kit, cart);
    },
  }),
  route({
    method: "DELETE",
    path: "/api/cart",
    summary: "Forget the cart: also the way out of one that expired or was tampered with",
    who: "anyone",
    handle: async ({ kit, cookies }) => {
      const id = ownCart(cookies[CART_COOKIE], kit);
      if (id) await deleteCart(kit.database.sql, id);
      return answer(undefined, { cookies: { [CART_COOKIE]: null } });
    },
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
