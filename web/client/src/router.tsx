import type { OrderStatus } from "@quad/contracts/order-statuses";
import { createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { asSort, type Sort } from "./api/books.ts";
import { asOrderStatus } from "./api/orders.ts";
import { Frame } from "./frame/frame.tsx";
import { BookPage } from "./screens/book/book-page.tsx";
import { BrokenPage } from "./screens/broken/broken-page.tsx";
import { CartPage } from "./screens/cart/cart-page.tsx";
import { CheckoutPage } from "./screens/checkout/checkout-page.tsx";
import { CustomerPage } from "./screens/customer/customer-page.tsx";
import { EditBookPage } from "./screens/edit-book/edit-book-page.tsx";
import { MailboxPage } from "./screens/mailbox/mailbox-page.tsx";
import { NotFoundPage } from "./screens/not-found/not-found-page.tsx";
import { OrderPage } from "./screens/order/order-page.tsx";
import { OrdersPage } from "./screens/orders/orders-page.tsx";
import { SalesPage } from "./screens/sales/sales-page.tsx";
import { ShopPage } from "./screens/shop/shop-page.tsx";

/** What the shop front shows; left out where it is as it is at first. */
export interface ShopSearch {
  readonly q?: string;
  readonly sort?: Sort;
}

/** Which moment of the order is looked at; the present when left out. */
export interface OrderSearch {
  readonly version?: number;
}

/** Which orders are listed; all when left out. */
export interface OrdersSearch {
  readonly status?: OrderStatus;
}

/** Whose history is shown. */
export interface CustomerSearch {
  readonly email: string;
}

/** Which mails are listed, and which one is open. */
export interface MailboxSearch {
  /** Only the mails of this order. */
  readonly order?: string;
  readonly mail?: string;
}

const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage });
const under = { getParentRoute: () => root };

/** Every page of the client: its address and its screen. */
const routes = [
  createRoute({
    ...under,
    path: "/",
    component: ShopPage,
    validateSearch: ({ q, sort: name }: Record<string, unknown>): ShopSearch => {
      const sort = asSort(name);
      return { ...(typeof q === "string" && q !== "" && { q }), ...(sort && { sort }) };
    },
  }),
  createRoute({ ...under, path: "/books/$bookId", component: BookPage }),
  createRoute({ ...under, path: "/books/$bookId/edit", component: EditBookPage }),
  createRoute({ ...under, path: "/cart", component: CartPage }),
  createRoute({ ...under, path: "/checkout", component: CheckoutPage }),
  createRoute({
    ...under,
    path: "/orders/$orderId",
    component: OrderPage,
    validateSearch: ({ version }: Record<string, unknown>): OrderSearch => {
      const number = Number(version);
      return Number.isInteger(number) && number > 0 ? { version: number } : {};
    },
  }),
  createRoute({
    ...under,
    path: "/orders",
    component: OrdersPage,
    validateSearch: ({ status: name }: Record<string, unknown>): OrdersSearch => {
      const status = asOrderStatus(name);
      return status ? { status } : {};
    },
  }),
  createRoute({ ...under, path: "/sales", component: SalesPage }),
  createRoute({
    ...under,
    path: "/customer",
    component: CustomerPage,
    validateSearch: ({ email }: Record<string, unknown>): CustomerSearch => ({
      email: typeof email === "string" ? email : "",
    }),
  }),
  createRoute({
    ...under,
    path: "/mailbox",
    component: MailboxPage,
    validateSearch: ({ order, mail }: Record<string, unknown>): MailboxSearch => ({
      ...(typeof order === "string" && { order }),
      ...(typeof mail === "string" && { mail }),
    }),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
  // Plain text both ways: a search for 1984 is a search for a text.
  parseSearch: (query) => Object.fromEntries(new URLSearchParams(query)),
  stringifySearch: (search) => {
    const given = Object.entries(search).map(([name, value]) => [name, String(value)]);
    const query = new URLSearchParams(given).toString();
    return query && `?${query}`;
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
