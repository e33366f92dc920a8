import type { Evidence } from "../evidence/evidence.ts";
import type { Invariant, Violation } from "./invariant.ts";

export const acceptedOrders: Invariant = {
  name: "accepted orders",
  promise:
    "An order that was accepted exists, as it was asked for; a repeated key gave the same order.",
  check: (evidence) => [
    ...evidence.clients.surprises.map((what) => ({ what })),
    ...lost(evidence),
    ...doubled(evidence),
  ],
};

function lost({ clients, orders }: Evidence): Violation[] {
  return clients.checkouts.flatMap(({ checkout, bookIds, orderIds }) =>
    orderIds.flatMap((orderId) => {
      const wished = checkout.lines.map(({ quantity }, index) => `${quantity} × ${bookIds[index]}`);
      const items = orders.get(orderId)?.view?.items ?? [];
      const placed = items.map(({ bookId, quantity }) => `${quantity} × ${bookId}`);
      if (wished.toSorted().join() === placed.toSorted().join()) return [];
      return [
        { orderId, what: `${wished.join(", ")} was ordered, and it is ${placed.join(", ")}` },
      ];
    }),
  );
}

/** By what customers were told, and by the orders that carry the same key in their name. */
function doubled({ clients, orders }: Evidence): Violation[] {
  const ofName = Map.groupBy(orders.values(), ({ view }) => view?.customer.name);
  return clients.checkouts.flatMap(({ checkout: { key }, orderIds }) => {
    const placed = ofName.get(`Customer ${key}`)?.map(({ id }) => id) ?? [];
    const all = new Set([...orderIds, ...placed]);
    if (all.size <= 1) return [];
    const [orderId = ""] = all;
    return [{ orderId, what: `key ${key} placed ${all.size} orders: ${[...all].join(", ")}` }];
  });
}
