import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import {
  bookAdded,
  releaseStock,
  reserveStock,
  sellStock,
  stockLevelChanged,
} from "@quad/contracts";
import { eventually, seededRandom } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, it as test } from "vitest";
import { MOVES, openStock, type Stock } from "../src/domain/stock.ts";
import { inventory } from "../src/service.ts";
import { moved } from "./moved.ts";

const LONG_MS = 3_600_000;
const WITHIN_MS = 10_000;

let campus: TestCampus;
let bus: Awaited<ReturnType<typeof bystander>>;

beforeAll(async () => {
  campus = await startCampus({ services: [inventory], environment: { QUAD_OPENING_STOCK: "5" } });
  bus = await bystander(campus, [stockLevelChanged]);
});
afterAll(() => campus.stop());

describe("reserving", () => {
  test("sets copies aside for some time, and says until when", async () => {
    const bookId = await newBook();
    const before = Date.now();
    const answer = await reserve(crypto.randomUUID(), [{ bookId, quantity: 2 }]);
    expect(answer).toEqual({ outcome: "reserved", expiresAt: expect.any(String) });
    const { expiresAt = "" } = answer as { expiresAt?: string };
    expect(Date.parse(expiresAt)).toBeGreaterThanOrEqual(before + LONG_MS);
    expect(await stockOf(bookId)).toMatchObject({ onHand: 5, reserved: 2, available: 3 });
  });

  test("asked again, also at the same time, it is done once and says the same", async () => {
    const bookId = await newBook();
    const orderId = crypto.randomUUID();
    const lines = [{ bookId, quantity: 5 }];
    const answers = await Promise.all(Array.from({ length: 8 }, () => reserve(orderId, lines)));
    answers.push(await reserve(orderId, lines));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await stockOf(bookId)).toMatchObject({ reserved: 5, available: 0 });
  });

  test("sets nothing aside when one book is short, and says what is missing", async () => {
    const [plenty, short] = [await newBook(), await newBook()];
    const orderId = crypto.randomUUID();
    const lines = [
      { bookId: plenty, quantity: 1 },
      { bookId: short, quantity: 6 },
    ];
    const refusal = {
      outcome: "out-of-stock",
      missing: [{ bookId: short, requested: 6, available: 5 }],
    };
    expect(await reserve(orderId, lines)).toEqual(refusal);
    expect(await reserve(orderId, lines), "asked again").toEqual(refusal);
    expect(await stockOf(plenty)).toMatchObject({ reserved: 0, available: 5 });
  });

  test("counts a book that is listed twice with both quantities", async () => {
    const bookId = await newBook();
    const twice = (quantity: number) => [
      { bookId, quantity },
      { bookId, quantity: 2 },
    ];
    expect(await reserve(crypto.randomUUID(), twice(4))).toEqual({
      outcome: "out-of-stock",
      missing: [{ bookId, requested: 6, available: 5 }],
    });
    expect(await reserve(crypto.randomUUID(), twice(3))).toMatchObject({ outcome: "reserved" });
    expect(await stockOf(bookId)).toMatchObject({ reserved: 5, available: 0 });
  });

  test("comes too late once the order was released, whoever came first", async () => {
    const bookId = await newBook();
    const orderId = crypto.randomUUID();
    expect(await campus.platform.ask(releaseStock, { orderId })).toEqual({ outcome: "released" });
    expect(await reserve(orderId, [{ bookId, quantity: 1 }])).toEqual({ outcome: "ended" });
    expect(await campus.platform.ask(sellStock, { orderId })).toEqual({ outcome: "ended" });
    expect(await stockOf(bookId)).toMatchObject({ reserved: 0, available: 5 });
  });

  test("a book that nobody has heard of yet leaves it open", async () => {
    const lines = [{ bookId: crypto.randomUUID(), quantity: 1 }];
    await expect(reserve(crypto.randomUUID(), lines)).rejects.toMatchObject({ kind: "timeout" });
  });
});

describe("what was reserved", () => {
  test("is sold once, and taken back once", async () => {
    const bookId = await newBook();
    const orderId = crypto.randomUUID();
    await reserve(orderId, [{ bookId, quantity: 2 }]);
    for (const _ of [1, 2]) {
      expect(await campus.platform.ask(sellStock, { orderId })).toEqual({ outcome: "sold" });
      expect(await stockOf(bookId)).toMatchObject({ onHand: 3, reserved: 0, sold: 2 });
    }
    for (const _ of [1, 2]) {
      await campus.platform.ask(releaseStock, { orderId });
      expect(await stockOf(bookId)).toMatchObject({ onHand: 5, reserved: 0, sold: 0 });
    }
  });

  test("is for sale again when its time is up, and still sold while there are copies", async () => {
    const bookId = await newBook();
    const [late, later, other] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    await reserve(late, [{ bookId, quantity: 2 }], 1);
    await reserve(later, [{ bookId, quantity: 2 }], 1);
    await eventually(() => stockOf(bookId), {
      ...{ withinMs: WITHIN_MS, what: "the copies are for sale again" },
      until: ({ available }) => available === 5,
    });
    await reserve(other, [{ bookId, quantity: 3 }]);
    expect(await campus.platform.ask(sellStock, { orderId: late })).toEqual({ outcome: "sold" });
    expect(await campus.platform.ask(sellStock, { orderId: later })).toEqual({
      outcome: "out-of-stock",
      missing: [{ bookId, requested: 2, available: 0 }],
    });
    expect(await stockOf(bookId)).toMatchObject({ onHand: 3, reserved: 3, sold: 2 });
    await campus.platform.ask(releaseStock, { orderId: later });
    expect(await stockOf(bookId)).toMatchObject({ onHand: 3, reserved: 3, sold: 2 });
  });
});

describe("any story of orders", () => {
  test("ends with the numbers that the rules give", async () => {
    const random = seededRandom(7);
    const bookId = await newBook();
    let story: Story = { stock: openStock(bookId, 5), orders: [] };
    for (let step = 0; step < 120; step++) {
      const [pick, dice, quantity] = [random(), random(), 1 + Math.floor(random() * 3)];
      const order = story.orders[Math.floor(pick * story.orders.length)];
      if (!order || dice < 0.4) story = await place(story, quantity);
      else if (dice < 0.6) story = await sell(story, order);
      else story = await release(story, order);
      const { onHand, reserved, sold } = story.stock;
      expect(await stockOf(bookId), `step ${step}`).toMatchObject({ onHand, reserved, sold });
    }
  });

  interface Story {
    readonly stock: Stock;
    readonly orders: readonly Order[];
  }
  interface Order {
    readonly orderId: string;
    readonly quantity: number;
    readonly isSold: boolean;
  }

  async function place({ stock, orders }: Story, quantity: number): Promise<Story> {
    const orderId = crypto.randomUUID();
    const { outcome } = await reserve(orderId, [{ bookId: stock.bookId, quantity }]);
    const isShort = stock.onHand - stock.reserved < quantity;
    expect(outcome).toBe(isShort ? "out-of-stock" : "reserved");
    if (isShort) return { stock, orders };
    const order = { orderId, quantity, isSold: false };
    return { stock: moved(stock, MOVES.reserve, quantity), orders: [...orders, order] };
  }

  async function sell({ stock, orders }: Story, order: Order): Promise<Story> {
    const { orderId, quantity } = order;
    expect(await campus.platform.ask(sellStock, { orderId })).toEqual({ outcome: "sold" });
    if (order.isSold) return { stock, orders };
    const others = orders.filter((other) => other !== order);
    return {
      stock: moved(stock, MOVES.sell, quantity),
      orders: [...others, { ...order, isSold: true }],
    };
  }

  async function release({ stock, orders }: Story, order: Order): Promise<Story> {
    const { orderId, quantity, isSold } = order;
    await campus.platform.ask(releaseStock, { orderId });
    const others = orders.filter((other) => other !== order);
    const move = isSold ? MOVES.takeBack : MOVES.release;
    return { stock: moved(stock, move, quantity), orders: others };
  }
});

function reserve(
  orderId: string,
  items: { bookId: string; quantity: number }[],
  keptMs: number = LONG_MS,
) {
  return campus.platform.ask(reserveStock, { orderId, items, keptMs });
}

async function newBook(): Promise<string> {
  const bookId = crypto.randomUUID();
  await bus.say(bookAdded, { ...bookAdded.example, bookId });
  await bus.hear(stockLevelChanged, bookId);
  return bookId;
}

async function stockOf(bookId: string): Promise<Record<string, unknown>> {
  const url = `${campus.url("inventory")}/api/inventory/books/${bookId}`;
  return (await fetch(url)).json() as Promise<Record<string, unknown>>;
}
