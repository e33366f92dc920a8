import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import { bookAdded, bookChanged, stockLevelChanged } from "@quad/contracts";
import { eventually } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, it as test } from "vitest";
import { catalog } from "../src/service.ts";

const ROW = {
  line: 2,
  source: "books.csv#1",
  title: "Emma",
  authors: ["Jane Austen"],
  price: { amount: 1000, currency: "USD" },
};

describe("importing rows", () => {
  let campus: TestCampus;
  let bus: Awaited<ReturnType<typeof bystander>>;

  beforeAll(async () => {
    campus = await startCampus({ services: [catalog], environment: { QUAD_SAMPLE: "none" } });
    bus = await bystander(campus, [bookAdded, bookChanged]);
  });
  afterAll(() => campus.stop());

  test("creates, then leaves alone, then updates, and announces what is news", async () => {
    const isbn = "9780141439587";
    const rows = [{ ...ROW, isbn }];
    const nothing = { created: 0, updated: 0, unchanged: 0, rejected: [] };
    expect(await send(rows)).toEqual({ status: 200, body: { ...nothing, created: 1 } });
    expect(await send(rows)).toEqual({ status: 200, body: { ...nothing, unchanged: 1 } });
    const id = await idOf("emma");
    const dearer = [{ ...ROW, isbn, price: { amount: 1100, currency: "USD" } }];
    expect(await send(dearer)).toEqual({ status: 200, body: { ...nothing, updated: 1 } });
    expect(await bus.hear(bookChanged, id)).toMatchObject({ version: 2, price: { amount: 1100 } });
    expect(bus.heard(bookAdded, id)).toHaveLength(1);
  });

  test("says in a dry run what would happen, and changes nothing", async () => {
    const rows = [{ ...ROW, source: "dry#1", title: "A dry book" }];
    for (const _ of [1, 2]) {
      expect((await send(rows, { dryRun: true })).body).toMatchObject({ created: 1 });
    }
    expect(await idOf("dry")).toBe("");
    expect((await send(rows)).body).toMatchObject({ created: 1 });
  });

  test("knows a book by its id once the supplier is named", async () => {
    const { source: _, ...unnamed } = { ...ROW, title: "Known by its name" };
    const named = { ...unnamed, source: "gardners#77" };
    expect((await send([unnamed])).body).toMatchObject({ created: 1 });
    expect((await send([named])).body).toMatchObject({ created: 0, unchanged: 1 });
    const renamed = [{ ...named, title: "Known by its id" }];
    expect((await send(renamed)).body).toMatchObject({ created: 0, updated: 1 });
    expect((await send(renamed)).body).toMatchObject({ created: 0, unchanged: 1 });
  });

  test("prices new books that have no price, and only those", async () => {
    const row = { ...ROW, source: "price#1", title: "A book without price", assumesPrice: true };
    const priced = (amount: number) => ({ ...row, price: { amount, currency: "EUR" } });
    expect((await send([priced(700)])).body).toMatchObject({ created: 1 });
    expect((await send([priced(900)])).body).toMatchObject({ unchanged: 1 });
  });

  test("takes 500 rows at once, and the same from two sides only once", async () => {
    const rows = Array.from({ length: 500 }, (_, index) => ({
      ...ROW,
      line: index + 2,
      source: `many.csv#${index}`,
      title: `Many ${index}`,
    }));
    const [one, other] = await Promise.all([send(rows), send(rows)]);
    expect(one.body.created + other.body.created).toBe(500);
    expect(one.body.unchanged + other.body.unchanged).toBe(500);
  });

  test("keeps the good rows of a batch, and says of each bad one why", async () => {
    const source = (n: number) => ({ line: n, source: `mixed.csv#${n}` });
    const { body } = await send([
      { ...ROW, ...source(2), title: "A good row" },
      { ...ROW, ...source(3), title: "" },
      { ...ROW, ...source(4), isbn: "9780141439588" },
      { ...ROW, ...source(5), price: { amount: 1, currency: "QUA" } },
      { ...ROW, ...source(6), price: { amount: -1, currency: "USD" } },
    ]);
    expect(body).toMatchObject({ created: 1, updated: 0, unchanged: 0 });
    expect(body.rejected.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
  });

  test.each([
    ["no rows", []],
    ["501 rows", Array.from({ length: 501 }, () => ROW)],
    ["a price in floats", [{ ...ROW, price: { amount: 1.5, currency: "USD" } }]],
    ["a row without a line", [{ ...ROW, line: undefined }]],
    ["an unknown field", [{ ...ROW, stock: 3 }]],
  ])("refuses %s as a whole", async (_, rows) => {
    expect(await send(rows)).toMatchObject({ status: 422, body: { code: "REQUEST_INVALID" } });
  });

  test("accepts bodies up to 2 MiB", async () => {
    const big = (bytes: number) => [{ ...ROW, source: "big.csv#1", title: "x".repeat(bytes) }];
    expect(await send(big(1_900_000))).toMatchObject({ status: 200, body: { created: 0 } });
    expect(await send(big(2_200_000))).toMatchObject({ status: 413 });
  });

  async function send(rows: readonly object[], options: object = {}) {
    const response = await fetch(`${campus.url("catalog")}/api/catalog/imports`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ rows, ...options }),
    });
    const body = (await response.json()) as {
      created: number;
      unchanged: number;
      rejected: { line: number }[];
    };
    return { status: response.status, body };
  }

  async function idOf(q: string): Promise<string> {
    const response = await fetch(`${campus.url("catalog")}/api/catalog/books?q=${q}`);
    const { items } = (await response.json()) as { items: { id: string }[] };
    return items[0]?.id ?? "";
  }
});

describe("the sample", () => {
  test("fills an empty catalogue, ready once the stock of each book is known", async () => {
    await using campus = await startCampus({ services: [catalog] });
    const url = campus.url("catalog");
    const bus = await bystander(campus, [bookAdded]);
    const { items } = (await (await fetch(`${url}/api/catalog/books?limit=100`)).json()) as {
      items: { id: string; isbn: string | null }[];
    };
    expect(items.length).toBeGreaterThanOrEqual(60);
    expect(items.filter(({ isbn }) => isbn !== null).length).toBeGreaterThan(50);
    const ready = async () => (await fetch(`${url}/readyz`)).status;
    expect(await ready()).toBe(503);

    const [last, ...others] = items.map(({ id }) => ({ bookId: id, available: 20, version: 1 }));
    for (const level of others) await bus.say(stockLevelChanged, level);
    await eventually(
      async () => {
        const page = await fetch(`${url}/api/catalog/books?limit=100`);
        const known = ((await page.json()) as { items: { stock: number | null }[] }).items;
        return known.filter(({ stock }) => stock !== null).length === others.length;
      },
      { withinMs: 5_000, what: "all counts but one to be heard" },
    );
    expect(await ready()).toBe(503);
    if (last) await bus.say(stockLevelChanged, last);
    await eventually(async () => (await ready()) === 200, { withinMs: 5_000, what: "readiness" });
  });

  test("is left out where the setting says so", async () => {
    const environment = { QUAD_SAMPLE: "none" };
    await using campus = await startCampus({ services: [catalog], environment });
    const url = campus.url("catalog");
    expect(await (await fetch(`${url}/api/catalog/books`)).json()).toEqual({
      items: [],
      next: null,
    });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });
});
