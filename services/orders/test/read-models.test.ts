import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import { systemClock } from "@quad/clock";
import { bookAdded, orderConfirmed } from "@quad/contracts";
import { connect } from "@quad/database";
import { eventually } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { orders } from "../src/service.ts";
import { historyFaults, readModelFaults, storedHistory } from "../src/testing/index.ts";
import { ADA, BOOK, counter } from "./counter.ts";
import { Neighbours } from "./neighbours.ts";

const WITHIN_MS = 30_000;
const MODELS = ["order-list", "sales-per-day", "customer-history"];
const price = (copies: number) => ({ ...BOOK.price, amount: copies * BOOK.price.amount });

interface Progress {
  readonly name: string;
  readonly position: number;
  readonly head: number;
}

interface List {
  readonly items: { readonly id: string; readonly status: string }[];
  readonly next: string | null;
}

interface Sales {
  readonly items: {
    readonly day: string;
    readonly orders: number;
    readonly refunds: { readonly amount: number };
  }[];
}

describe("the read models", () => {
  const neighbours = new Neighbours();
  let campus: TestCampus;
  let shop: ReturnType<typeof counter>;
  let client: Awaited<ReturnType<typeof connect>>;
  const query = async (text: string) => (await client.query(text)).rows;

  beforeAll(async () => {
    campus = await startCampus({ services: [orders, ...neighbours.services] });
    const bus = await bystander(campus, [orderConfirmed]);
    await bus.say(bookAdded, BOOK);
    await bus.idle("orders");
    shop = counter(campus);
    const url = await campus.platform.databaseUrl("orders");
    client = await connect({ url, clock: systemClock, deadlineMs: WITHIN_MS });
  });
  afterAll(async () => {
    await client.end();
    await campus.stop();
  });

  const progress = async () => (await shop.get<Progress[]>("/read-models")).body;
  function caughtUp(names = MODELS) {
    return eventually(progress, {
      ...{ withinMs: WITHIN_MS, what: `${names} to catch up` },
      until: (models) =>
        models.every(({ name, position, head }) => !names.includes(name) || position === head),
    });
  }
  async function faults() {
    const history = await storedHistory(query);
    return [...historyFaults(history), ...(await readModelFaults(query, history))];
  }
  /** A whole life: bought, shipped, delivered, and as many copies as are asked for sent back. */
  async function life(copies: number, back: number, customer = ADA) {
    const id = await shop.place(copies, customer);
    await shop.order(id, ({ status }) => status === "confirmed");
    await shop.post(`/${id}/shipment`, { carrier: "Campus Post" });
    await shop.post(`/${id}/delivery`);
    if (back > 0) {
      await shop.post(`/${id}/returns`, { items: [{ bookId: BOOK.bookId, quantity: back }] });
      await shop.happened(id, "payments.return-refunded");
    }
    return id;
  }
  async function cancelled() {
    const id = await shop.place(2);
    await shop.order(id, ({ status }) => status === "confirmed");
    await shop.post(`/${id}/cancellation`);
    await shop.order(id, ({ status }) => status === "cancelled");
    return id;
  }

  test("list orders, newest first, by status and by customer", async () => {
    const bob = { name: "Bob Example", email: "Bob@example.org" };
    const ids = [await life(1, 0, bob), await life(2, 2, bob), await life(1, 0)];
    await caughtUp();
    const list = async (filter: string) => (await shop.get<List>(`?${filter}`)).body;
    expect((await list("limit=3")).items.map(({ id }) => id)).toEqual(ids.toReversed());
    const first = await list("limit=1&email=bob@example.org");
    expect(first.items).toMatchObject([
      { id: ids[1], status: "returned", copies: 2, total: price(2), customer: bob },
    ]);
    const second = await list(`limit=1&email=bob@example.org&cursor=${first.next}`);
    expect(second).toMatchObject({ items: [{ id: ids[0], status: "delivered" }], next: null });
    expect((await list("status=returned")).items.map(({ id }) => id)).toEqual([ids[1]]);
    for (const wrong of ["status=lost", "email=bob", "limit=101", "cursor=x", "colour=red"]) {
      expect((await shop.get(`?${wrong}`)).status, wrong).toBe(422);
    }
    expect((await shop.get("/customers?email=BOB@example.org")).body).toMatchObject({
      orders: 2,
      spent: [price(3)],
      returned: [price(2)],
      firstOrderAt: (await shop.get(`/${ids[0]}`)).body.createdAt,
      lastOrderAt: (await shop.get(`/${ids[1]}`)).body.createdAt,
    });
    expect((await shop.get("/customers?email=nobody@example.org")).body).toMatchObject({
      orders: 0,
      spent: [],
      firstOrderAt: null,
    });
  });

  test("sum up what was sold on each day, and what went back", async () => {
    const sales = async (filter = "") => (await shop.get<Sales>(`/sales${filter}`)).body.items;
    // Midnight may pass.
    const totals = async () => {
      const days = await sales();
      const sum = (of: (day: Sales["items"][0]) => number) =>
        days.map(of).reduce((a, b) => a + b, 0);
      return {
        orders: sum(({ orders: count }) => count),
        refunds: sum(({ refunds }) => refunds.amount),
      };
    };
    await caughtUp();
    const before = await totals();
    await life(3, 1);
    await cancelled();
    await caughtUp();
    expect(await totals()).toEqual({
      orders: before.orders + 2,
      refunds: before.refunds + price(3).amount,
    });
    const last = (await sales()).at(-1);
    expect((await sales(`?from=${last?.day}&to=${last?.day}`)).at(-1)).toEqual(last);
    expect(await sales("?from=2999-01-01")).toEqual([]);
    expect((await shop.get("/sales?from=today")).status).toBe(422);
    expect(await faults()).toEqual([]);
  });

  test("are made again under load, and come out as before with what is new", async () => {
    await Promise.all([life(2, 1), life(3, 0), cancelled()]);
    await caughtUp();
    const old = (await shop.get<{ items: { id: string }[] }>("?limit=100")).body.items;
    const placing = Array.from({ length: 4 }, async () => {
      const ids: string[] = [];
      for (let count = 0; count < 5; count++) ids.push(await life(2, count % 3));
      return ids;
    });
    for (const name of MODELS) {
      const { status, body } = await shop.post<Progress>(`/read-models/${name}/rebuild`);
      expect({ status, name: body.name }).toEqual({ status: 202, name });
    }
    // The page of an order needs no model.
    for (const { id } of old) expect((await shop.get(`/${id}`)).body.id).toBe(id);
    const placed = (await Promise.all(placing)).flat();
    await Promise.all(MODELS.map((name) => shop.post(`/read-models/${name}/rebuild`)));
    await caughtUp();
    expect(await faults()).toEqual([]);
    const { items } = (await shop.get<{ items: { id: string }[] }>("?limit=100")).body;
    const wanted = [...old.map(({ id }) => id), ...placed];
    expect(items.map(({ id }) => id).sort()).toEqual(wanted.sort());
    expect((await shop.post("/read-models/order-lists/rebuild")).body.code).toBe(
      "READ_MODEL_UNKNOWN",
    );
  });

  test("that cannot go on stop neither orders nor each other, and recover", async () => {
    await caughtUp();
    const poisoned = ["order_list", "customer_history"];
    for (const table of poisoned) {
      await query(`alter table ${table} add constraint poison check (false) not valid`);
    }
    try {
      const id = await life(2, 1);
      expect((await shop.get(`/${id}`)).body).toMatchObject({ refunded: price(1) });
      await caughtUp(["sales-per-day"]);
      const behind = (await progress()).filter(({ position, head }) => position < head);
      expect(behind.map(({ name }) => name)).toEqual(["order-list", "customer-history"]);
    } finally {
      for (const table of poisoned) await query(`alter table ${table} drop constraint poison`);
    }
    await caughtUp();
    expect(await faults()).toEqual([]);
  });

  test("of another content than history are found out", async () => {
    await caughtUp();
    const history = await storedHistory(query);
    await query("begin");
    try {
      await query("update sales_per_day set refunds = refunds + 1");
      await query(
        "delete from order_list where order_id = (select order_id from order_list limit 1)",
      );
      await query(
        "update customer_history set spent = spent + 1 where order_id = (select order_id from customer_history limit 1)",
      );
      expect(await readModelFaults(query, history)).toHaveLength(3);
    } finally {
      await query("rollback");
    }
    expect(await readModelFaults(query, history)).toEqual([]);
  });
});
