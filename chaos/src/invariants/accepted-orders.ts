import type { Evidence, OrderFile } from "../evidence/evidence.ts";
import type { ClientLog, Count, OrderAction } from "../load/client-log.ts";
import type { Invariant, Violation } from "./invariant.ts";

export const acceptedOrders: Invariant = {
  name: "accepted orders",
  promise:
    "What was accepted exists, as it was asked for: an order, a cancellation, a shipment, " +
    "a delivery, a return; a repeated key gave the same one, and nothing is there unasked.",
  check: (evidence) => [
    ...evidence.clients.surprises.map((what) => ({ what })),
    ...lost(evidence),
    ...doubled(evidence),
    ...[...evidence.orders.values()].flatMap((order) => wrongActions(order, evidence.clients)),
  ],
};

function lost({ clients, orders }: Evidence): Violation[] {
  return [...clients.checkouts.values()].flatMap(({ checkout, bookIds, orderIds }) =>
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
  return [...clients.checkouts.values()].flatMap(({ checkout: { key }, orderIds }) => {
    const placed = ofName.get(`Customer ${key}`)?.map(({ id }) => id) ?? [];
    const all = new Set([...orderIds, ...placed]);
    if (all.size <= 1) return [];
    const [orderId = ""] = all;
    return [{ orderId, what: `key ${key} placed ${all.size} orders: ${[...all].join(", ")}` }];
  });
}

/** What is recorded when a wish is accepted. */
const RECORDED: Readonly<Record<OrderAction, string>> = {
  cancel: "orders.cancellation-asked",
  ship: "orders.order-shipped",
  deliver: "orders.order-delivered",
  return: "orders.return-asked",
};

/** Each accepted wish is in the history, and what is there was wished, or nobody knows. */
function wrongActions({ id: orderId, history }: OrderFile, { actions }: ClientLog): Violation[] {
  const ofOrder = actions.filter((record) => record.orderId === orderId);
  return (Object.keys(RECORDED) as OrderAction[]).flatMap((action) => {
    const happened = history
      .filter(({ type }) => type === RECORDED[action])
      .map(({ data }) => copiesIn((data as { items?: readonly Count[] }).items));
    const wished = (outcome: string) =>
      ofOrder
        .filter((record) => record.action === action && record.outcome === outcome)
        .map(({ items }) => copiesIn(items));
    const accepted = wished("accepted");
    const missing = without(accepted, happened);
    const unasked = without(happened, [...accepted, ...wished("unknown")]);
    return [
      ...(missing.length > 0
        ? [{ orderId, what: `${action} was accepted, and is not recorded: ${missing.join("; ")}` }]
        : []),
      ...(unasked.length > 0
        ? [
            {
              orderId,
              what: `${action} is recorded, and nobody asked for it: ${unasked.join("; ")}`,
            },
          ]
        : []),
    ];
  });
}

function copiesIn(items: readonly Count[] = []): string {
  return items
    .map(({ bookId, quantity }) => `${quantity} × ${bookId}`)
    .toSorted()
    .join(", ");
}

/** What is in one list more often than in the other. */
function without(some: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return some.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
