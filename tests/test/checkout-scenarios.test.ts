import { startCampus, type TestCampus } from "@quad/chassis/testing";
import { eventually } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OrderView, shop } from "../src/shop.ts";
import { services } from "../src/shop-services.ts";

const TIMELINE_OF_SUCCESS = [
  "orders.order-created",
  "inventory.stock-reserved",
  "payments.payment-received",
  "orders.order-confirmed",
  "notifications.notification-sent",
];

const MAILED = "notifications.notification-sent";

/** The two ways to take an order further keep the same promises: one suite for both. */
describe.each(["orchestrated", "choreographed"])("a checkout, %s", (flow) => {
  let campus: TestCampus;
  beforeAll(async () => {
    campus = await startCampus({ services, environment: { QUAD_CHECKOUT: flow } });
  });
  afterAll(() => campus.stop());

  /** A shop, and a book of it that no other scenario buys. */
  let books = 0;
  async function scenario() {
    const counter = shop(campus.url("gateway"));
    const all = await counter.anyBooks(40);
    const bookId = all[books++] ?? "";
    const before = await counter.stock(bookId);
    const captures = async (orderId: string) =>
      (await campus.platform.port("charge")).captures(orderId);
    return { ...counter, bookId, before, captures };
  }

  test("sells the book, takes the money once, tells the customer once", async () => {
    const { bookId, before, placeOrder, settled, stock, captures, notifications } =
      await scenario();
    const order = await placeOrder([{ bookId, quantity: 2 }]);
    const view = await settled(order.id);
    expect(view).toMatchObject({ status: "confirmed", reason: null });
    expect(view.timeline.map(({ event }) => event)).toEqual(TIMELINE_OF_SUCCESS);
    await eventually(() => stock(bookId), {
      ...{ withinMs: 10_000, what: "the copies are sold" },
      until: (now) => now.sold === before.sold + 2 && now.reserved === 0,
    });
    expect(await captures(order.id)).toMatchObject([{ amount: view.total, refunds: [] }]);
    expect(await notifications(order.id)).toHaveLength(1);
  });

  test("sells the last copies to one of two, and cancels the other", async () => {
    const { bookId, before, placeOrder, settled, stock, captures } = await scenario();
    const all = [{ bookId, quantity: before.onHand }];
    const orders = await Promise.all([placeOrder(all), placeOrder(all)]);
    const views = await Promise.all(orders.map(({ id }) => settled(id)));
    expect(views.map(({ status }) => status).sort()).toEqual(["cancelled", "confirmed"]);
    const loser = views.find(({ status }) => status === "cancelled");
    expect(loser?.reason).toBe("out_of_stock");
    expect(await captures(loser?.id ?? "")).toEqual([]);
    await eventually(() => stock(bookId), {
      ...{ withinMs: 10_000, what: "all copies are sold" },
      until: (now) => now.onHand === 0 && now.reserved === 0,
    });
  });

  test.each([
    ["is declined", "sim_declined"],
    ["is not understood by the provider", "stolen"],
  ])("a payment that %s puts the copies back, and takes nothing", async (_, paymentToken) => {
    const { bookId, before, placeOrder, settled, stock, captures, notifications } =
      await scenario();
    const { id } = await placeOrder([{ bookId, quantity: 3 }], { paymentToken });
    const view = await settled(id);
    expect(view).toMatchObject({ status: "cancelled", reason: "payment_declined" });
    await eventually(() => stock(bookId), {
      ...{ withinMs: 10_000, what: "the copies are back" },
      until: (now) => now.reserved === 0,
    });
    expect(await stock(bookId)).toMatchObject({ onHand: before.onHand, sold: before.sold });
    expect(await captures(id)).toEqual([]);
    expect(await notifications(id)).toHaveLength(1);
  });

  test.each([
    ["answers too late after charging", "sim_timeout"],
    ["cannot be reached at first", "sim_unavailable"],
    ["answers twice", "sim_double_answer"],
    ["makes up its mind later", "sim_late"],
  ])("a provider that %s charges once", async (_, paymentToken) => {
    const { bookId, placeOrder, settled, captures, payments } = await scenario();
    const { id } = await placeOrder([{ bookId, quantity: 1 }], { paymentToken });
    const view = await settled(id);
    expect(view.status).toBe("confirmed");
    expect(await captures(id)).toMatchObject([{ amount: view.total, refunds: [] }]);
    expect(await payments(id)).toMatchObject([{ status: "received" }]);
  });

  test("a provider that declines later takes nothing", async () => {
    const { bookId, placeOrder, settled, captures } = await scenario();
    const paymentToken = "sim_late_decline";
    const { id } = await placeOrder([{ bookId, quantity: 1 }], { paymentToken });
    expect(await settled(id)).toMatchObject({ status: "cancelled", reason: "payment_declined" });
    expect(await captures(id)).toEqual([]);
  });

  test("a customer who cancels has the money back, and the shop its copies", async () => {
    const { bookId, before, placeOrder, reached, act, stock, captures, notifications } =
      await scenario();
    const { id } = await placeOrder([{ bookId, quantity: 2 }]);
    await reached(id, "confirmed");
    await act(id, "cancellation");
    const view = await reached(id, "cancelled");
    expect(view).toMatchObject({ reason: "customer", refunded: view.total });
    const { total: amount } = view;
    expect(await captures(id)).toMatchObject([{ amount, refunds: [{ amount }] }]);
    await eventually(() => stock(bookId), {
      ...{ withinMs: 20_000, what: "the copies are back" },
      until: (now) => now.reserved === 0 && now.sold === before.sold,
    });
    expect((await stock(bookId)).onHand).toBe(before.onHand);
    const mails = await eventually(() => notifications(id), {
      ...{ withinMs: 20_000, what: "both mails" },
      until: ({ length }) => length === 2,
    });
    expect(mails.map(({ kind }) => kind).sort()).toEqual(["order_cancelled", "order_confirmed"]);
  });

  test("a customer who cancels at once is told so, and pays nothing", async () => {
    const { bookId, before, placeOrder, reached, act, stock, captures, notifications } =
      await scenario();
    const { id } = await placeOrder([{ bookId, quantity: 2 }], { paymentToken: "sim_late" });
    await act(id, "cancellation");
    await reached(id, "cancelled");
    const kept = (await captures(id)).filter(({ amount, refunds }) => {
      const back = refunds.reduce((sum, refund) => sum + refund.amount.amount, 0);
      return back !== amount.amount;
    });
    expect(kept).toEqual([]);
    await eventually(() => stock(bookId), {
      ...{ withinMs: 20_000, what: "the copies are back" },
      until: (now) => now.reserved === 0 && now.sold === before.sold,
    });
    const mails = await eventually(() => notifications(id), {
      ...{ withinMs: 20_000, what: "the mail" },
      until: (sent) => sent.some(({ kind }) => kind === "order_cancelled"),
    });
    expect(mails.filter(({ kind }) => kind === "order_cancelled")).toHaveLength(1);
  });

  test("an order that is shipped and delivered tells its customer of each step, once", async () => {
    const { bookId, placeOrder, reached, act, notifications, get } = await scenario();
    const { id } = await placeOrder([{ bookId, quantity: 1 }]);
    await reached(id, "confirmed");
    await act(id, "shipment", { carrier: "Campus Post" });
    await act(id, "delivery");
    const mails = await eventually(() => notifications(id), {
      ...{ withinMs: 20_000, what: "three mails" },
      until: ({ length }) => length === 3,
    });
    const kinds = ["order_confirmed", "order_delivered", "order_shipped"];
    expect(mails.map(({ kind }) => kind).sort()).toEqual(kinds);
    const { timeline } = await eventually(() => get<OrderView>(`/api/orders/${id}`), {
      ...{ withinMs: 20_000, what: "orders hears that each mail went" },
      until: (order) => order.timeline.filter(({ event }) => event === MAILED).length === 3,
    });
    expect(timeline).toHaveLength(9);
  });

  test("a request that is repeated places one order", async () => {
    const { bookId, before, placeOrder, settled, stock } = await scenario();
    const key = crypto.randomUUID();
    const lines = [{ bookId, quantity: 1 }];
    const orders = await Promise.all([1, 2, 3].map(() => placeOrder(lines, { key })));
    expect(new Set(orders.map(({ id }) => id)).size).toBe(1);
    await settled(orders[0]?.id ?? "");
    await eventually(() => stock(bookId), {
      ...{ withinMs: 10_000, what: "one copy is sold" },
      until: (now) => now.sold === before.sold + 1 && now.reserved === 0,
    });
  });

  test("what services ask each other is not for the outside", async () => {
    const url = campus.url("gateway");
    const body = JSON.stringify({ orderId: crypto.randomUUID() });
    const headers = { "content-type": "application/json" };
    for (const path of ["/calls/inventory.release-stock", "/api/inventory/../../calls/x"]) {
      const answer = await fetch(url + path, { method: "POST", headers, body });
      expect([404, 405], path).toContain(answer.status);
    }
    const { paths } = (await (await fetch(`${url}/docs/json`)).json()) as { paths: object };
    expect(Object.keys(paths).filter((path) => !path.startsWith("/api/"))).toEqual([]);
  });
});
