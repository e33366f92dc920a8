import { startCampus, type TestCampus } from "@quad/chassis/testing";
import { eventually } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shop } from "../src/shop.ts";
import { services } from "../src/shop-services.ts";

describe.each(["orchestrated", "choreographed"])("a delivered order, %s,", (flow) => {
  let campus: TestCampus;
  beforeAll(async () => {
    campus = await startCampus({ services, environment: { QUAD_CHECKOUT: flow } });
  });
  afterAll(() => campus.stop());

  test("comes back in parts: copies for sale again, money paid back, a mail for each", async () => {
    const counter = shop(campus.url("gateway"));
    const [bookId = ""] = await counter.anyBooks(1);
    const before = await counter.stock(bookId);
    const { id } = await counter.placeOrder([{ bookId, quantity: 3 }]);
    await counter.reached(id, "confirmed");
    await counter.act(id, "shipment", { carrier: "Campus Post" });
    await counter.act(id, "delivery");
    await counter.act(id, "returns", { items: [{ bookId, quantity: 1 }] });
    await counter.act(id, "returns", { items: [{ bookId, quantity: 2 }] });
    const view = await counter.reached(id, "returned");
    expect(view).toMatchObject({ refunded: view.total, can: [] });
    expect(await counter.stock(bookId)).toMatchObject({ onHand: before.onHand, sold: before.sold });
    const [capture] = await (await campus.platform.port("charge")).captures(id);
    const refunds = capture?.refunds.map(({ amount }) => amount.amount) ?? [];
    expect(refunds).toHaveLength(2);
    expect(refunds.reduce((a, b) => a + b, 0)).toBe(view.total.amount);
    const mails = await eventually(() => counter.notifications(id), {
      ...{ withinMs: 20_000, what: "five mails" },
      until: ({ length }) => length === 5,
    });
    expect(mails.filter(({ kind }) => kind === "order_returned")).toHaveLength(2);
  });
});
