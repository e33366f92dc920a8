import { describe, expect, test } from "vitest";
import type { BookFile, Evidence, OrderFile, PublishedEvent } from "../src/evidence/evidence.ts";
import { invariants } from "../src/invariants/invariants.ts";
import { clientLog } from "../src/load/client-log.ts";
import { storyOf } from "../src/report/story.ts";

const AT = new Date("2030-01-01T00:00:00Z");
const ORDER = "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a11";
const BOOK = "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a12";
const EVENTS = [
  "orders.order-created",
  "orders.order-confirmed",
  "notifications.notification-sent",
];

/** What is read when one copy was sold, and a change that no invariant but one may overlook. */
const MISTAKES: readonly [string, string, Partial<OrderFile>, Partial<BookFile>][] = [
  ["money", "nothing was captured", { captures: [] }, {}],
  ["money", "all was given back", { captures: [capture(500, 500)] }, {}],
  [
    "charged once",
    "a second capture was refunded",
    { captures: [capture(500), capture(500, 500)] },
    {},
  ],
  ["stock", "a copy is still set aside", {}, { stock: stockOf(9, 1, 1) }],
  ["stock", "a copy was lost", {}, { changes: [change(stockOf(10, 0, 0), stockOf(8, 0, 1))] }],
  [
    "stock",
    "there were fewer than none",
    {},
    { changes: [change(stockOf(0, 0, 10), stockOf(-1, 0, 11))] },
  ],
  ["stock", "a copy was sold that nobody ordered", {}, { stock: stockOf(8, 0, 2) }],
  ["every order ends", "it is still pending", { view: viewOf("pending") }, {}],
  [
    "legal events",
    "it was confirmed before it was created",
    { events: eventsOf(EVENTS.toReversed()) },
    {},
  ],
  ["legal events", "its end was never published", { events: eventsOf(EVENTS.slice(0, 1)) }, {}],
  ["legal events", "a level is missing", {}, { events: [level(1, 10), level(3, 9)] }],
  ["notified once", "nobody was told", { notifications: [], mails: [] }, {}],
  [
    "notified once",
    "the wrong mail was sent",
    { notifications: [{ kind: "order_cancelled" }] },
    {},
  ],
  [
    "notified once",
    "two mails were sent",
    {
      mails: [
        { id: "1", subject: "" },
        { id: "2", subject: "" },
      ],
    },
    {},
  ],
  ["read models", "the catalogue shows another number", {}, { shown: 7 }],
  [
    "read models",
    "the page has lost an event",
    { view: viewOf("confirmed", EVENTS.slice(0, 2)) },
    {},
  ],
];

describe("the invariants", () => {
  test("find nothing where all is well", () => {
    expect(violatedBy(evidence({}, {}))).toEqual([]);
  });

  test.each(MISTAKES)("%s: %s", (name, _, order, book) => {
    expect(violatedBy(evidence(order, book))).toContain(name);
  });

  test("accepted orders: the shop does not know one", () => {
    const lost = evidence({}, {});
    lost.clients.checkouts.push(checkoutRecord(["018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a99"]));
    expect(violatedBy(lost)).toEqual(["accepted orders"]);
  });

  test("every order ends: something is left over", () => {
    const leftovers = [`the saga of order ${ORDER} is parked: it was lost`];
    expect(violatedBy({ ...evidence({}, {}), leftovers })).toEqual(["every order ends"]);
  });

  test("a story names the order, its events, and the faults around it alone", () => {
    const all = evidence({}, {});
    const faults = [0, 3_600_000].map((laterMs, nth) => ({
      fault: { id: `f${nth}`, kind: "kill Postgres", target: "postgres", by: "postgres" } as const,
      injectedAt: AT,
      landed: { at: new Date(AT.getTime() + laterMs), what: "at work" },
    }));
    const story = storyOf({ orderId: ORDER, what: "wrong" }, { ...all, faults }).join("\n");
    expect(story).toContain(ORDER);
    expect(story).toContain("orders.order-confirmed");
    expect(story).toContain("fault f0");
    expect(story).not.toContain("fault f1");
  });
});

function violatedBy(read: Evidence): string[] {
  return invariants.filter(({ check }) => check(read).length > 0).map(({ name }) => name);
}

function evidence(order: Partial<OrderFile>, book: Partial<BookFile>): Evidence {
  const file: OrderFile = {
    id: ORDER,
    view: viewOf("confirmed"),
    events: eventsOf(EVENTS),
    saga: undefined,
    payment: { order_id: ORDER, status: "received", amount: 500 },
    captures: [capture(500)],
    hold: undefined,
    notifications: [{ kind: "order_confirmed" }],
    mails: [{ id: `order.${ORDER}`, subject: "" }],
    ...order,
  };
  const ofBook: BookFile = {
    id: BOOK,
    stock: stockOf(9, 0, 1),
    changes: [change(stockOf(10, 0, 0), stockOf(9, 0, 1))],
    events: [level(1, 10), level(2, 9)],
    shown: 9,
    ...book,
  };
  return {
    clients: { ...clientLog(), checkouts: [checkoutRecord([ORDER])] },
    orders: new Map([[ORDER, file]]),
    books: new Map([[BOOK, ofBook]]),
    leftovers: [],
    faults: [],
  };
}

function checkoutRecord(orderIds: readonly string[]) {
  const lines = [{ book: 0, quantity: 1 }];
  const checkout = { action: "checkout", key: "k", lines, token: "sim_ok", twice: false } as const;
  return { checkout, bookIds: [BOOK], sentAt: AT, orderIds };
}

function viewOf(status: string, shown: readonly string[] = EVENTS): NonNullable<OrderFile["view"]> {
  return {
    id: ORDER,
    status,
    reason: null,
    items: [{ bookId: BOOK, quantity: 1 }],
    total: { amount: 500, currency: "EUR" },
    customer: { name: "Customer k" },
    createdAt: AT.toISOString(),
    timeline: shown.map((event) => ({ event, at: AT.toISOString() })),
  };
}

function eventsOf(topics: readonly string[]): PublishedEvent[] {
  return topics.map((topic) => ({ id: topic, topic, key: ORDER, at: AT, data: {} }));
}

function level(version: number, available: number): PublishedEvent {
  const topic = "inventory.stock-level-changed";
  return { id: String(version), topic, key: BOOK, at: AT, data: { version, available } };
}

function capture(amount: number, refunded = 0) {
  return { reference: ORDER, amount, refunded };
}

function stockOf(onHand: number, reserved: number, sold: number) {
  return { onHand, reserved, sold, version: 2 };
}

function change(before: ReturnType<typeof stockOf>, after: ReturnType<typeof stockOf>) {
  return { before, after };
}
