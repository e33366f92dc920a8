import { type Static, Type } from "typebox";
import { defineOperation } from "../define-operation.ts";
import { COPIES_MAX } from "../limits.ts";
import { Id, Money } from "../money.ts";

/** A sum may be larger than a price, so it has no limit of its own. */
const Sum = Type.Object({ amount: Type.Integer({ minimum: 0 }), currency: Type.String() });

export const CART_OBSTACLES = [
  "book_removed",
  "too_few_copies",
  "several_currencies",
  "too_dear",
] as const;

const CartView = Type.Object({
  /** What an order from it carries, once: after that it has another. Null until something is in. */
  id: Type.Union([Type.String(), Type.Null()]),
  items: Type.Array(
    Type.Object({
      bookId: Type.String(),
      title: Type.String(),
      authors: Type.Array(Type.String()),
      quantity: Type.Integer(),
      price: Money,
      lineTotal: Sum,
      /** Copies for sale; null while nobody knows. */
      available: Type.Union([Type.Integer(), Type.Null()]),
      /** It is not sold any more. */
      removed: Type.Optional(Type.Boolean()),
    }),
  ),
  /** Null when empty, or when the books are in several currencies. */
  total: Type.Union([Sum, Type.Null()]),
  /** Copies of all books together. */
  count: Type.Integer(),
  expiresAt: Type.Union([Type.String(), Type.Null()]),
  /** Why it cannot be ordered as it is; none when it can, as far as the cart knows. */
  obstacles: Type.Optional(Type.Array(Type.Enum([...CART_OBSTACLES]))),
});

const BookId = Type.Object({ bookId: Id });
const REFUSALS = ["CART_EXPIRED", "CART_COOKIE_INVALID"];
const cart = { owner: "cart", who: "anyone" } as const;

/** The public HTTP of cart. Whose cart it is, a signed cookie says. */
export const cartHttp = {
  readCart: defineOperation({
    ...cart,
    name: "cart.read-cart",
    method: "GET",
    path: "/api/cart",
    summary: "The cart",
    answer: CartView,
    refusals: REFUSALS,
  }),
  putItem: defineOperation({
    ...cart,
    name: "cart.put-item",
    method: "PUT",
    path: "/api/cart/items/:bookId",
    summary: "Put so many copies of a book into the cart",
    params: BookId,
    body: Type.Object({ quantity: Type.Integer({ minimum: 1, maximum: COPIES_MAX }) }),
    answer: CartView,
    refusals: ["CART_BOOK_NOT_FOUND", "CART_FULL", ...REFUSALS],
  }),
  takeItem: defineOperation({
    ...cart,
    name: "cart.take-item",
    method: "DELETE",
    path: "/api/cart/items/:bookId",
    summary: "Take a book out of the cart",
    params: BookId,
    answer: CartView,
    refusals: REFUSALS,
  }),
  forgetCart: defineOperation({
    ...cart,
    name: "cart.forget-cart",
    method: "DELETE",
    path: "/api/cart",
    summary: "Forget the cart: also the way out of one that expired or was tampered with",
  }),
};

export type CartObstacle = (typeof CART_OBSTACLES)[number];
export type CartView = Static<typeof CartView>;
