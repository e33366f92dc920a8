import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import {
  bookAdded,
  orderCancelled,
  orderConfirmed,
  orderCreated,
  outOfStock,
  stockLevelChanged,
  stockReleased,
  stockReserved,
} from "@quad/contracts";
import { openDatabase } from "@quad/database";
import { eventually } from "@quad/testkit";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it as test } from "vitest";
import type { InventorySchema } from "../src/inventory-kit.ts";
import { inventory } from "../src/service.ts";

let campus: TestCampus;
let bus: Awaited<ReturnType<typeof bystander>>;

beforeAll(async () => {
  campus = await startCampus({ services: [inventory], environment: { QUAD_OPENING_STOCK: "5" } });
  bus = await bystander(campus, [stockReserved, outOfStock, stockReleased, stockLevelChanged]);
});
afterAll(() => campus.stop());

describe("a new book", () => {
  test("is opened with its first copies, and that is said once", async () => {
    const bookId = await newBook();
    await bus.say(bookAdded, { ...bookAdded.example, bookId });
    await bus.idle("inventory");
    const orderId = await order([{ bookId, quantity: 1 }]);
    await bus.hear(stockReserved, orderId);
    expect(await stockOf(bookId)).toMatchObject({ onHand: 5, reserved: 1, available: 4, sold: 0 });
    expect(bus.heard(stockLevelChanged, bookId)).toEqual([
      { bookId, available: 5, version: 1 },
      { bookId, available: 4, version: 2 },
    ]);
  });
});

describe("an order", () => {
  test("gets all its copies, and they are sold when it is confirmed", async () => {
    const lines = [
      { bookId: await newBook(), quantity: 2 },
      { bookId: await newBook(), quantity: 5 },
    ];
    const orderId = await order(lines);
    expect(await bus.hear(stockReserved, orderId)).toEqual({ orderId, items: lines });
    await bus.say(orderConfirmed, { ...orderConfirmed.example, orderId });
    await stockBecomes(lines[0]?.bookId, { onHand: 3, reserved: 0, available: 3, sold: 2 });
    await stockBecomes(lines[1]?.bookId, { onHand: 0, reserved: 0, available: 0, sold: 5 });
  });

  test("gets nothing when one book is short, and is told what is missing", async () => {
    const [plenty, short] = [await newBook(), await newBook()];
    const orderId = await order([
      { bookId: plenty, quantity: 1 },
      { bookId: short, quantity: 6 },
    ]);
    const missing = [{ bookId: short, requested: 6, available: 5 }];
    expect(await bus.hear(outOfStock, orderId)).toEqual({ orderId, missing });
    expect(await stockOf(plenty)).toMatchObject({ reserved: 0, available: 5 });
  });

  test("gives its copies back when it is cancelled, once", async () => {
    const bookId = await newBook();
    const orderId = await order([{ bookId, quantity: 3 }]);
    await bus.hear(stockReserved, orderId);
    await bus.say(orderCancelled, { ...orderCancelled.example, orderId });
    await bus.say(orderCancelled, { ...orderCancelled.example, orderId });
    await bus.idle("inventory");
    expect(await bus.hear(stockReleased, orderId)).toEqual({
      orderId,
      items: [{ bookId, quantity: 3 }],
    });
    await bus.hear(stockReserved, await order([{ bookId, quantity: 5 }]));
    expect(bus.heard(stockReleased, orderId)).toHaveLength(1);
    expect(bus.heard(stockLevelChanged, bookId).map((level) => level.available)).toEqual([
      5, 2, 5, 0,
    ]);
  });

  test("that got nothing is cancelled in silence", async () => {
    const bookId = await newBook();
    const orderId = await order([{ bookId, quantity: 6 }]);
    await bus.hear(outOfStock, orderId);
    await bus.say(orderCancelled, { ...orderCancelled.example, orderId, reason: "out_of_stock" });
    await bus.idle("inventory");
    await bus.hear(stockReserved, await order([{ bookId, quantity: 1 }]));
    expect(bus.heard(stockReleased, orderId)).toEqual([]);
  });

  test("that is heard twice is set aside once", async () => {
    const bookId = await newBook();
    const [orderId, eventId] = [crypto.randomUUID(), crypto.randomUUID()];
    await order([{ bookId, quantity: 2 }], orderId, eventId);
    await order([{ bookId, quantity: 2 }], orderId, eventId);
    await bus.idle("inventory");
    expect(await stockOf(bookId)).toMatchObject({ reserved: 2, available: 3 });
  });

  test("that overtakes the news of its book waits for it", async () => {
    const bookId = crypto.randomUUID();
    const orderId = await order([{ bookId, quantity: 1 }]);
    await bus.hear(stockReserved, await order([{ bookId: await newBook(), quantity: 1 }]));
    expect(bus.heard(stockReserved, orderId)).toEqual([]);
    await newBook(bookId);
    expect(await bus.hear(stockReserved, orderId)).toMatchObject({ orderId });
  });
});

test("forty orders at once for five copies of two books sell those, not one more", async () => {
  const [one, other] = [await newBook(), await newBook()];
  // Half of them name the books the other way round.
  const orders = await Promise.all(
    Array.from({ length: 40 }, (_, index) => {
      const lines = [one, other].map((bookId) => ({ bookId, quantity: 1 }));
      return order(index % 2 ? lines : lines.reverse());
    }),
  );
  const answered = (event: typeof stockReserved | typeof outOfStock) =>
    orders.filter((orderId) => bus.heard(event, orderId).length > 0).length;
  await eventually(() => answered(stockReserved) + answered(outOfStock) === orders.length, {
    withinMs: 20_000,
    what: "every order to be answered",
  });
  expect(answered(stockReserved)).toBe(5);
  for (const bookId of [one, other]) {
    expect(await stockOf(bookId)).toMatchObject({ onHand: 5, reserved: 5, available: 0 });
  }
});

describe("counting copies", () => {
  test("sets what is in the house, and says so when the number for sale changed", async () => {
    const bookId = await newBook();
    expect(await count(bookId, { onHand: 9 })).toMatchObject({
      status: 200,
      body: { bookId, onHand: 9, reserved: 0, available: 9, sold: 0 },
    });
    await count(bookId, { onHand: 9 });
    await count(bookId, { onHand: 0 });
    await bus.hear(stockLevelChanged, bookId, 3);
    expect(bus.heard(stockLevelChanged, bookId)).toEqual([
      { bookId, available: 5, version: 1 },
      { bookId, available: 9, version: 2 },
      { bookId, available: 0, version: 3 },
    ]);
  });

  test("cannot go below what is set aside", async () => {
    const bookId = await newBook();
    await bus.hear(stockReserved, await order([{ bookId, quantity: 3 }]));
    expect(await count(bookId, { onHand: 2 })).toMatchObject({
      status: 409,
      body: { code: "STOCK_BELOW_RESERVED", reserved: 3, onHand: 2 },
    });
    expect(await stockOf(bookId)).toMatchObject({ onHand: 5 });
  });

  test.each([
    ["a negative count", { onHand: -1 }],
    ["half a copy", { onHand: 1.5 }],
    ["a count as text", { onHand: "1" }],
    ["more than there is room for", { onHand: 1_000_001 }],
    ["nothing", {}],
    ["an unknown field", { onHand: 1, reserved: 0 }],
  ])("refuses %s", async (_, body) => {
    expect(await count(await newBook(), body)).toMatchObject({
      status: 422,
      body: { code: "REQUEST_INVALID" },
    });
  });

  test("refuses a book that is not there, and what is no id", async () => {
    const unknown = { status: 404, body: { code: "STOCK_NOT_FOUND" } };
    expect(await count(crypto.randomUUID(), { onHand: 1 })).toMatchObject(unknown);
    expect((await fetch(url(crypto.randomUUID()))).status).toBe(404);
    expect((await fetch(url("1"))).status).toBe(422);
  });
});

test("the database itself refuses to sell what is not there", async () => {
  const bookId = await newBook();
  const { clock, log } = campus.platform;
  const database = openDatabase<InventorySchema>({
    service: "inventory",
    url: await campus.platform.databaseUrl("inventory"),
    migrations: new URL("../migrations/", import.meta.url),
    clock,
    log,
  });
  await database.start();
  const change = (set: string) =>
    sql`update stock_item set ${sql.raw(set)} where book_id = ${bookId}`.execute(database.sql);
  for (const set of ["reserved = 6", "reserved = -1", "on_hand = -1", "sold = -1"]) {
    await expect(change(set)).rejects.toThrow(/check constraint/);
  }
  await database.stop();
});

async function newBook(bookId: string = crypto.randomUUID()): Promise<string> {
  await bus.say(bookAdded, { ...bookAdded.example, bookId });
  await bus.hear(stockLevelChanged, bookId);
  return bookId;
}

async function order(
  lines: readonly { bookId: string; quantity: number }[],
  orderId: string = crypto.randomUUID(),
  eventId: string = crypto.randomUUID(),
): Promise<string> {
  const items = lines.map((line) => ({
    ...line,
    title: "A book",
    unitPrice: { amount: 1, currency: "USD" },
  }));
  await bus.say(orderCreated, { ...orderCreated.example, orderId, items }, eventId);
  return orderId;
}

function url(bookId: string): string {
  return `${campus.url("inventory")}/api/inventory/books/${bookId}`;
}

async function stockOf(bookId: string): Promise<Record<string, unknown>> {
  return (await fetch(url(bookId))).json() as Promise<Record<string, unknown>>;
}

async function stockBecomes(bookId = "", expected: Record<string, number>): Promise<void> {
  const becomes = async () => {
    expect(await stockOf(bookId)).toMatchObject(expected);
    return true;
  };
  await eventually(becomes, { withinMs: 5_000, what: "the stock to become so" });
}

async function count(bookId: string, body: object) {
  const response = await fetch(url(bookId), {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}
