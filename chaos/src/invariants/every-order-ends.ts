import type { Invariant } from "./invariant.ts";
import { accountOf } from "./order-account.ts";

const ORDER_ID = /[0-9a-f]{8}-[0-9a-f-]{27}/;

export const everyOrderEnds: Invariant = {
  name: "every order ends",
  promise: "No order is without an end, and nothing waits that should have been done.",
  check: ({ orders, leftovers }) => [
    ...[...orders.values()]
      .filter((order) => accountOf(order).status === "open")
      .map(({ id, view }) => ({
        orderId: id,
        what: view ? `it is still ${view.status}` : "the shop does not know it",
      })),
    ...leftovers.map((what) => {
      const orderId = ORDER_ID.exec(what)?.[0];
      return { ...(orderId && orders.has(orderId) && { orderId }), what };
    }),
  ],
};
