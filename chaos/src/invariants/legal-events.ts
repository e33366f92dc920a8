import type { BookFile, OrderFile } from "../evidence/evidence.ts";
import type { Invariant, Violation } from "./invariant.ts";
import { accountOf } from "./order-account.ts";

/** What may follow what, for the events that carry an order's id. An order begins with `begin`. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  begin: ["orders.order-created"],
  "orders.order-created": ["orders.order-confirmed", "orders.order-cancelled"],
  "orders.order-confirmed": ["notifications.notification-sent"],
  "orders.order-cancelled": ["notifications.notification-sent"],
};
/** What the last event of an order may be. */
const LAST = "notifications.notification-sent";
const LEVEL_CHANGED = "inventory.stock-level-changed";
/** Told along the way; each at most once, and their order is that of their own service. */
const ASIDE = /^(inventory|payments)\./;

export const legalEvents: Invariant = {
  name: "legal events",
  promise:
    "The events of an order, and of a book, are without a gap and follow each other legally.",
  check: ({ orders, books }) => [
    ...[...orders.values()].flatMap(illegalSteps),
    ...[...orders.values()].flatMap(repeatedOnTimeline),
    ...[...books.values()].flatMap(gaps),
  ],
};

function illegalSteps(order: OrderFile): Violation[] {
  const { id: orderId, events } = order;
  const topics = events.map(({ topic }) => topic).filter((topic) => !ASIDE.test(topic));
  const wrong = topics.flatMap((topic, index) => {
    const before = topics[index - 1] ?? "begin";
    return NEXT[before]?.includes(topic) ? [] : [`${topic} came after ${before}`];
  });
  const { status } = accountOf(order);
  if (status !== "open" && !topics.includes(`orders.order-${status}`)) {
    wrong.push(`it is ${status}, but that was never published`);
  }
  if (topics.at(-1) !== LAST) wrong.push(`its last event is ${topics.at(-1) ?? "none"}`);
  return wrong.map((what) => ({ orderId, what }));
}

function repeatedOnTimeline({ id: orderId, view }: OrderFile): Violation[] {
  const events = view?.timeline.map(({ event }) => event) ?? [];
  if (new Set(events).size === events.length) return [];
  return [{ orderId, what: `an event is twice on its timeline: ${events.join(", ")}` }];
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
