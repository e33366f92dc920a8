import { defineService } from "@quad/chassis";
import {
  orderCancelled,
  orderConfirmed,
  orderCreated,
  orderDelivered,
  orderReturned,
  orderShipped,
} from "@quad/contracts";
import { hasBooks } from "./book-store.ts";
import { cancelOrder } from "./cancel-order.ts";
import { checkout } from "./checkout.ts";
import { consumers } from "./consumers.ts";
import { eventSourcedOrders } from "./event-sourced-orders.ts";
import { listRoutes } from "./list-routes.ts";
import { orderUpcasters } from "./order-stream.ts";
import type { OrdersKit } from "./orders-kit.ts";
import { ordersSettings } from "./orders-settings.ts";
import { orderReadModelNames, orderReadModels } from "./read-models/read-models.ts";
import { returnOrder } from "./return-order.ts";
import { routes } from "./routes.ts";

/** Orders: from placed to delivered, cancelled or returned. */
export const orders = defineService<OrdersKit>({
  name: "orders",
  summary: "Orders from placed to delivered, cancelled or returned.",
  migrations: new URL("../migrations/", import.meta.url),
  settings: ordersSettings,
  routes: [...routes, ...listRoutes],
  consumers,
  upcasters: orderUpcasters,
  sagas: (kit) => [checkout(kit), cancelOrder(kit), returnOrder(kit)],
  resources: ({ events, database }) => ({
    orders: eventSourcedOrders(events),
    readModels: orderReadModels({ events, database }),
  }),
  readModels: orderReadModelNames,
  emits: [
    orderCreated,
    orderConfirmed,
    orderCancelled,
    orderShipped,
    orderDelivered,
    orderReturned,
  ],
  ready: async ({ database }) =>
    (await hasBooks(database.sql)) ? null : "it has not heard of a book to sell yet",
});
