import { defineService } from "@quad/chassis";
import { orderCancelled, orderConfirmed, orderCreated } from "@quad/contracts";
import { checkout } from "./checkout.ts";
import { consumers } from "./consumers.ts";
import { hasBooks, type OrdersKit } from "./order-store.ts";
import { ordersSettings } from "./orders-settings.ts";
import { routes } from "./routes.ts";

/** Orders: from placed to confirmed or cancelled. */
export const orders = defineService<OrdersKit>({
  name: "orders",
  summary: "Orders from placed to confirmed or cancelled.",
  migrations: new URL("../migrations/", import.meta.url),
  settings: ordersSettings,
  routes,
  consumers,
  sagas: (kit) => [checkout(kit)],
  emits: [orderCreated, orderConfirmed, orderCancelled],
  ready: async ({ database }) =>
    (await hasBooks(database.sql)) ? null : "it has not heard of a book to sell yet",
});
