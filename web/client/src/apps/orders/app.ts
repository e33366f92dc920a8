import type { OrderStatus } from "@quad/contracts/order-statuses";
import { createRoute } from "@tanstack/react-router";
import { asOrderStatus } from "../../api/orders.ts";
import type { App } from "../../frame/app.ts";
import { lazyPage } from "../../frame/lazy-page.ts";
import { rootRoute } from "../../frame/root-route.ts";

/** Which moment of the order is looked at; the present when left out. */
interface OrderSearch {
  readonly version?: number;
}

/** Which orders are listed; all when left out. */
interface OrdersSearch {
  readonly status?: OrderStatus;
}

/** Whose history is shown. */
interface CustomerSearch {
  readonly email: string;
}

const under = { getParentRoute: () => rootRoute };

const routes = [
  createRoute({
    ...under,
    path: "/orders/$orderId",
    component: lazyPage(() => import("./order/order-page.tsx"), "OrderPage"),
    validateSearch: ({ version }: Record<string, unknown>): OrderSearch => {
      const number = Number(version);
      return Number.isInteger(number) && number > 0 ? { version: number } : {};
    },
  }),
  createRoute({
    ...under,
    path: "/orders",
    component: lazyPage(() => import("./orders/orders-page.tsx"), "OrdersPage"),
    validateSearch: ({ status: name }: Record<string, unknown>): OrdersSearch => {
      const status = asOrderStatus(name);
      return status ? { status } : {};
    },
  }),
  createRoute({
    ...under,
    path: "/sales",
    component: lazyPage(() => import("./sales/sales-page.tsx"), "SalesPage"),
  }),
  createRoute({
    ...under,
    path: "/customer",
    component: lazyPage(() => import("./customer/customer-page.tsx"), "CustomerPage"),
    validateSearch: ({ email }: Record<string, unknown>): CustomerSearch => ({
      email: typeof email === "string" ? email : "",
    }),
  }),
] as const;

/** What was ordered: one order with its events, all of them, by customer and by day. */
export const orders: App<typeof routes> = {
  name: "Orders",
  icon: "clock",
  routes,
  navigation: [
    { label: "All orders", to: "/orders" },
    { label: "Sales by day", to: "/sales" },
  ],
};
