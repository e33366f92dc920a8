import { memoryEventStore } from "@quad/event-store";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { orderEventOf } from "../src/domain/order-event.ts";
import type { OrderPage } from "../src/order-page.ts";
import { append, readOn, streamOf } from "../src/order-stream.ts";
import { RecentOrders } from "../src/recent-orders.ts";
import { paid, place, reserved } from "./order-samples.ts";
import { orderAfter } from "./order-spec.ts";

const ID = "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10";

describe("a change of an order that is known already", () => {
  let store: ReturnType<typeof memoryEventStore>;
  let reads = 0;
  let known: OrderPage;

  beforeEach(async () => {
    store = memoryEventStore();
    await store.start();
    onTestFinished(() => store.stop());
    ({ page: known } = await append(store, ID, place));
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
    const { page } = await append(counting(), ID, { type: "note", fact: reserved }, known);
    expect(page.version).toBe(2);
    expect(reads).toBe(0);
    expect(page).toEqual(await readOn(store, ID, null));
    expect(page.order).toEqual(orderAfter(await stored()));
  });

  test("is decided anew when somebody else was first", async () => {
    await append(store, ID, { type: "note", fact: reserved });
    const { page } = await append(counting(), ID, { type: "hear", fact: paid }, known);
    expect(page).toMatchObject({ version: 4, order: { status: "confirmed" } });
    expect(reads).toBe(1);
    expect(page).toEqual(await readOn(store, ID, null));
  });

  test("is neither refused nor left out by what is known: that may be old", async () => {
    await append(store, ID, { type: "hear", fact: paid });
    const shipped = await append(counting(), ID, { type: "ship", carrier: "Post" }, known);
    expect(shipped.page.order.status).toBe("shipped");
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

describe("recent orders", () => {
  const page = (version: number) => ({ version }) as OrderPage;

  test("are few, and none becomes older", () => {
    const recent = new RecentOrders();
    recent.keep("first", page(3));
    recent.keep("first", page(2));
    expect(recent.get("first")?.version).toBe(3);
    for (let count = 0; count < 500; count++) recent.keep(`order ${count}`, page(1));
    expect(recent.get("first")).toBeUndefined();
    expect(recent.get("order 499")?.version).toBe(1);
  });

  test("wake who watches at each change, and nobody else", () => {
    const recent = new RecentOrders();
    const woken: string[] = [];
    const unwatch = recent.watch("one", () => woken.push("one"));
    recent.watch("other", () => woken.push("other"));
    recent.keep("one", page(1));
    recent.keep("one", page(1));
    recent.keep("one", page(2));
    expect(woken).toEqual(["one", "one"]);
    unwatch();
    recent.keep("one", page(3));
    expect(woken).toHaveLength(2);
  });
});
