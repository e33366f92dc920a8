import { memoryEventStore } from "@quad/event-store";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { append, orderEventOf, streamOf } from "../src/order-stream.ts";
import { type Known, RecentOrders } from "../src/recent-orders.ts";
import { paid, place, reserved } from "./order-samples.ts";
import { orderAfter } from "./order-spec.ts";

const ID = "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10";

describe("a change of an order that is known already", () => {
  let store: ReturnType<typeof memoryEventStore>;
  let reads = 0;
  let known: Known;

  beforeEach(async () => {
    store = memoryEventStore();
    await store.start();
    onTestFinished(() => store.stop());
    known = await append(store, ID, place);
    reads = 0;
  });
  const counting = () => ({
    ...store,
    read: (...given: Parameters<typeof store.read>) => {
      reads++;
      return store.read(...given);
    },
  });
  const stored = async () => (await store.read(streamOf(ID))).map(orderEventOf);

  test("is appended without reading it", async () => {
    const change = await append(counting(), ID, { type: "note", fact: reserved }, known);
    expect(change.version).toBe(2);
    expect(reads).toBe(0);
    expect(change.order).toEqual(orderAfter(await stored()));
  });

  test("is decided anew when somebody else was first", async () => {
    await append(store, ID, { type: "note", fact: reserved });
    const change = await append(counting(), ID, { type: "hear", fact: paid }, known);
    expect(change).toMatchObject({ version: 4, order: { status: "confirmed" } });
    expect(reads).toBe(1);
    expect(change.order).toEqual(orderAfter(await stored()));
  });

  test("is neither refused nor left out by what is known: that may be old", async () => {
    await append(store, ID, { type: "hear", fact: paid });
    const shipped = await append(counting(), ID, { type: "ship", carrier: "Post" }, known);
    expect(shipped.order.status).toBe("shipped");
    expect(reads).toBe(1);
    const twice = await append(counting(), ID, { type: "note", fact: paid }, known);
    expect(twice.events).toEqual([]);
    expect(reads).toBe(2);
  });

  test("of an order that is not there is refused", async () => {
    await expect(append(store, "another", { type: "confirm" })).rejects.toMatchObject({
      code: "ORDER_NOT_FOUND",
    });
  });
});

test("recent orders are few, and none becomes older", () => {
  const recent = new RecentOrders();
  const order = orderAfter([]);
  recent.keep("first", { order, version: 3 });
  recent.keep("first", { order, version: 2 });
  expect(recent.get("first")?.version).toBe(3);
  for (let count = 0; count < 500; count++) recent.keep(`order ${count}`, { order, version: 1 });
  expect(recent.get("first")).toBeUndefined();
  expect(recent.get("order 499")?.version).toBe(1);
});
