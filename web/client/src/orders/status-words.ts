import type { OrderStatus } from "../api/orders.ts";

/** How an order stands, in a word. */
export const STATUS_WORDS: Readonly<Record<OrderStatus, string>> = {
  pending: "On its way",
  confirmed: "Confirmed",
  shipped: "Shipped",
  delivered: "Delivered",
  returned: "Returned",
  cancelled: "Cancelled",
};
