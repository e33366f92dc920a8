import type { Invariant } from "./invariant.ts";

export const chargedOnce: Invariant = {
  name: "charged once",
  promise: "Nobody is charged twice for an order, not even for a moment.",
  check: ({ orders }) =>
    [...orders.values()]
      .filter(({ captures }) => captures.length > 1)
      .map(({ id, captures }) => ({
        orderId: id,
        what: `the provider captured ${captures.length} times: ${JSON.stringify(captures)}`,
      })),
};
