import { describe, expect, test } from "vitest";
import type { BookFile, Evidence, OrderFile } from "../src/evidence/evidence.ts";
import { invariants } from "../src/invariants/invariants.ts";
import { storyOf } from "../src/report/story.ts";
import {
  AT,
  action,
  BOOK,
  capture,
  change,
  checkoutRecord,
  evidence,
  happened,
  level,
  ORDER,
  published,
  recorded,
  SOLD,
  sentBack,
  stockOf,
  UNKNOWN,
  viewOf,
} from "./sold-copies.ts";

type Mistake = readonly [string, string, Partial<OrderFile>, Partial<BookFile>?];

/** What is read when two copies were sold, and a change that an invariant may not overlook. */
const MISTAKES: readonly Mistake[] = [
  ["money", "nothing was captured", { captures: [] }],
  ["money", "all was given back", { captures: [capture(1_000, 1_000)] }],
  [
    "charged once",
    "a second capture was refunded",
    { captures: [capture(1_000), capture(1_000, 1_000)] },
  ],
  ["stock", "a copy is still set aside", {}, { stock: stockOf(8, 1, 2) }],
  ["stock", "a copy was lost", {}, { changes: [change(stockOf(10, 0, 0), stockOf(7, 0, 2))] }],
  [
    "stock",
    "there were fewer than none",
    {},
    { changes: [change(stockOf(0, 0, 10), stockOf(-2, 0, 12))] },
  ],
  ["stock", "a copy was sold that nobody ordered", {}, { stock: stockOf(7, 0, 3) }],
  ["every order ends", "it is still pending", { view: viewOf({ status: "pending" }) }],
  ["every order ends", "it is not settled", { view: viewOf({ settled: false }) }],
  ["every order ends", "the shop does not know it", { view: undefined }],
  [
    "every order ends",
    "its cancellation has come to nothing",
    { history: recorded([...SOLD, happened("orders.cancellation-asked")]) },
  ],
  ["legal events", "it has no history", { history: [] }],
  [
    "legal events",
    "it was confirmed before it was created",
    { history: recorded(SOLD.toReversed()) },
  ],
  [
    "legal events",
    "a version is missing",
    { history: recorded(SOLD).map((event) => ({ ...event, version: event.version + 1 })) },
  ],
  ["legal events", "its end was never published", { events: published(SOLD.slice(0, 1)) }],
  ["legal events", "its end was published twice", { events: published([...SOLD, ...SOLD]) }],
  ["legal events", "a level is missing", {}, { events: [level(1, 10), level(3, 8)] }],
  ["notified once", "nobody was told", { notifications: [], mails: [] }],
  [
    "notified once",
    "the wrong news was noted",
    { notifications: [{ kind: "order_cancelled", return_id: null }] },
  ],
  [
    "notified once",
    "two mails were sent",
    {
      mails: [
        { id: `order-confirmed.${ORDER}`, subject: "" },
        { id: `order-confirmed.${ORDER}`, subject: "" },
      ],
    },
  ],
  ["read models", "the catalogue shows another number", {}, { shown: 7 }],
  ["read models", "the page has lost an event", { view: viewOf({ shown: SOLD.slice(0, 2) }) }],
];

/** The same when one of two copies was sent back. */
const MISTAKES_OF_RETURNS: readonly Mistake[] = [
  ["money", "the copy was not paid back", { captures: [capture(1_000)] }],
  ["money", "both copies were paid back", { captures: [capture(1_000, 1_000)] }],
  [
    "money",
    "the order does not say so",
    { view: { ...viewOf({ returned: 1 }), refunded: { amount: 0 } } },
  ],
  ["stock", "the copy is not for sale again", {}, { stock: stockOf(8, 0, 2) }],
  [
    "every order ends",
    "the return is not refunded",
    { history: recorded(sentBack().filter(({ type }) => type !== "payments.return-refunded")) },
  ],
  [
    "legal events",
    "more was paid back than asked for",
    { history: recorded(sentBack({ refunded: 600 })) },
  ],
  ["legal events", "nobody heard of it", { events: published(SOLD) }],
  [
    "notified once",
    "the customer was told of another return",
    {
      notifications: [
        { kind: "order_confirmed", return_id: null },
        { kind: "order_returned", return_id: UNKNOWN },
      ],
    },
  ],
];

describe("the invariants", () => {
  test("find nothing where all is well", () => {
    expect(violatedBy(evidence())).toEqual([]);
  });

  test("find nothing where a copy was sent back", () => {
    expect(violatedBy(evidence({ isSentBack: true }))).toEqual([]);
  });

  test.each(MISTAKES.map(toCase))("$name: $what", ({ name, order, book }) => {
    expect(violatedBy(evidence({ order, book }))).toContain(name);
  });

  test.each(MISTAKES_OF_RETURNS.map(toCase))("of a return, $name: $what", (mistake) => {
    const { name, order, book } = mistake;
    expect(violatedBy(evidence({ order, book, isSentBack: true }))).toContain(name);
  });

  test("accepted orders: the shop does not know one", () => {
    const lost = evidence();
    lost.clients.checkouts.set("lost", checkoutRecord([UNKNOWN]));
    expect(violatedBy(lost)).toEqual(["accepted orders"]);
  });

  test("accepted orders: a wish that was accepted is not recorded", () => {
    for (const name of ["cancel", "ship", "deliver", "return"] as const) {
      const lost = evidence();
      lost.clients.actions.push(action(name));
      expect(violatedBy(lost), name).toEqual(["accepted orders"]);
    }
  });

  test("accepted orders: a return is recorded that nobody asked for, or other copies", () => {
    const unasked = evidence({ isSentBack: true });
    unasked.clients.actions.length = 0;
    expect(violatedBy(unasked)).toEqual(["accepted orders"]);
    unasked.clients.actions.push({ ...action("return"), items: [{ bookId: BOOK, quantity: 2 }] });
    expect(violatedBy(unasked)).toEqual(["accepted orders"]);
  });

  test("accepted orders: what had no answer may have been done, or not", () => {
    for (const isSentBack of [true, false]) {
      const unanswered = evidence({ isSentBack });
      const { actions } = unanswered.clients;
      if (isSentBack) actions.pop();
      actions.push({ ...action("return"), outcome: "unknown" });
      expect(violatedBy(unanswered)).toEqual([]);
    }
  });

  test("every order ends: something is left over", () => {
    const leftovers = [`the saga checkout of order ${ORDER} is parked: it was lost`];
    expect(violatedBy({ ...evidence(), leftovers })).toEqual(["every order ends"]);
  });

  test("read models: one differs from what all history comes to", () => {
    const modelFaults = [`order_list ${ORDER}: nothing instead of {}`];
    expect(violatedBy({ ...evidence(), modelFaults })).toEqual(["read models"]);
  });

  test("a story names the order, its events, and the faults around it alone", () => {
    const all = evidence({ isSentBack: true });
    const faults = [0, 3_600_000].map((laterMs, nth) => ({
      fault: { id: `f${nth}`, kind: "kill Postgres", target: "postgres", by: "postgres" } as const,
      injectedAt: AT,
      landed: { at: new Date(AT.getTime() + laterMs), what: "at work" },
    }));
    const story = storyOf({ orderId: ORDER, what: "wrong" }, { ...all, faults }).join("\n");
    expect(story).toContain(ORDER);
    expect(story).toContain("orders.return-asked");
    expect(story).toContain("later: return, accepted");
    expect(story).toContain("fault f0");
    expect(story).not.toContain("fault f1");
  });
});

function toCase([name, what, order, book]: Mistake) {
  return { name, what, order, book };
}

function violatedBy(read: Evidence): string[] {
  return invariants.filter(({ check }) => check(read).length > 0).map(({ name }) => name);
}
