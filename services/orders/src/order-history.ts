import type { SuccessOf } from "@quad/contracts";
import type { ordersHttp } from "@quad/contracts/http/orders";
import type { OrderPage } from "./order-page.ts";

/** All that happened to an order, oldest first. */
export function tellHistory({ timeline }: OrderPage): SuccessOf<typeof ordersHttp.readHistory> {
  return {
    items: timeline.map(({ version, at, event, words }) => ({ version, at, event, words })),
  };
}
