import { historyFaults } from "@quad/orders/testing";
import type { BookFile, OrderFile } from "../evidence/evidence.ts";
import type { Invariant, Violation } from "./invariant.ts";

/** What others hear of, by what orders records. Each in the order of the stream. */
const SAID: Readonly<Record<string, string>> = {
  "orders.order-created": "orders.order-created",
  "orders.order-confirmed": "orders.order-confirmed",
  "orders.order-cancelled": "orders.order-cancelled",
  "orders.order-shipped": "orders.order-shipped",
  "orders.order-delivered": "orders.order-delivered",
  "payments.return-refunded": "orders.order-returned",
};
const LEVEL_CHANGED = "inventory.stock-level-changed";

export const legalEvents: Invariant = {
  name: "legal events",
  promise:
    "The events of an order, and of a book, are without a gap and follow each other legally; " +
    "and others hear of what concerns them, once and in order.",
  check: ({ orders, books }) => [
    ...[...orders.values()].flatMap(illegalHistory),
    ...[...orders.values()].flatMap(wronglySaid),
    ...[...books.values()].flatMap(gaps),
  ],
};

function illegalHistory({ id: orderId, history }: OrderFile): Violation[] {
  if (history.length === 0) return [{ orderId, what: "it has no history" }];
  return historyFaults(history).map((what) => ({ orderId, what }));
}

function wronglySaid({ id: orderId, history, events }: OrderFile): Violation[] {
  const due = history.flatMap(({ type }) => SAID[type] ?? []).join(", ");
  const said = events
    .map(({ topic }) => topic)
    .filter((topic) => topic.startsWith("orders."))
    .join(", ");
  if (due === said) return [];
  return [
    { orderId, what: `its history says ${due || "nothing"}, published is ${said || "nothing"}` },
  ];
}

/** The versions of a book's level count up by one. */
function gaps({ id: bookId, events, stock }: BookFile): Violation[] {
  const versions = events
    .filter(({ topic }) => topic === LEVEL_CHANGED)
    .map(({ data }) => Number(data.version));
  const [first = 1] = versions;
  const at = versions.findIndex((version, index) => version !== first + index);
  if (at >= 0) {
    const what = `version ${versions[at]} of its level was published after ${versions[at - 1]}`;
    return [{ bookId, what }];
  }
  if (!stock || versions.at(-1) === stock.version) return [];
  return [{ bookId, what: `its level is at ${stock.version}, published up to ${versions.at(-1)}` }];
}
