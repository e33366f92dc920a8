import { createRoute } from "@tanstack/react-router";
import { asSort, type Sort } from "../../api/books.ts";
import type { App } from "../../frame/app.ts";
import { lazyPage } from "../../frame/lazy-page.ts";
import { rootRoute } from "../../frame/root-route.ts";
import { CartCount } from "./cart/cart-count.tsx";

/** What the front shows; left out where it is as it is at first. */
interface FrontSearch {
  readonly q?: string;
  readonly sort?: Sort;
}

const under = { getParentRoute: () => rootRoute };

const routes = [
  createRoute({
    ...under,
    path: "/",
    component: lazyPage(() => import("./front/front-page.tsx"), "FrontPage"),
    validateSearch: ({ q, sort: name }: Record<string, unknown>): FrontSearch => {
      const sort = asSort(name);
      return { ...(typeof q === "string" && q !== "" && { q }), ...(sort && { sort }) };
    },
  }),
  createRoute({
    ...under,
    path: "/books/$bookId",
    component: lazyPage(() => import("./book/book-page.tsx"), "BookPage"),
  }),
  createRoute({
    ...under,
    path: "/books/$bookId/edit",
    component: lazyPage(() => import("./edit-book/edit-book-page.tsx"), "EditBookPage"),
  }),
  createRoute({
    ...under,
    path: "/cart",
    component: lazyPage(() => import("./cart/cart-page.tsx"), "CartPage"),
  }),
  createRoute({
    ...under,
    path: "/checkout",
    component: lazyPage(() => import("./checkout/checkout-page.tsx"), "CheckoutPage"),
  }),
] as const;

/** Books: found, looked at, corrected, put into the cart, ordered. */
export const shop: App<typeof routes> = {
  name: "Bookshop",
  icon: "book",
  routes,
  navigation: [{ label: "Books", to: "/" }],
  shortcuts: [{ label: "Cart", to: "/cart", icon: "basket", Count: CartCount }],
};
