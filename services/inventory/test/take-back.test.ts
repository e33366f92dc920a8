import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import {
  bookAdded,
  releaseStock,
  reserveStock,
  sellStock,
  stockLevelChanged,
  takeBackStock,
} from "@quad/contracts";
import { seededRandom } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, it as test } from "vitest";
import { inventory } from "../src/service.ts";

const LONG_MS = 3_600_000;
const OPENING = 20;
const TAKEN = { outcome: "taken-back" };
const EXCEEDS = { outcome: "exceeds-order" };

interface Line {
  readonly bookId: string;
  readonly quantity: number;
}

let campus: TestCampus;
let bus: Awaited<ReturnType<typeof bystander>>;

beforeAll(async () => {
  const environment = { QUAD_OPENING_STOCK: String(OPENING) };
  campus = await startCampus({ services: [inventory], environment });
  bus = await bystander(campus, [stockLevelChanged]);
});
afterAll(() => campus.stop());

describe("copies of a sold order that come back", () => {
  test("are for sale again once a return, however often and at once it is asked for", async () => {
    const { orderId, bookId } = await sold(3);
    const returnId = crypto.randomUUID();
    const asked = Array.from({ length: 6 }, () =>
      takeBack(orderId, [{ bookId, quantity: 2 }], returnId),
    );
    for (const answer of await Promise.all(asked)) expect(answer).toEqual(TAKEN);
    expect(await takeBack(orderId, [{ bookId, quantity: 2 }], returnId)).toEqual(TAKEN);
    expect(await stockOf(bookId)).toMatchObject({ onHand: OPENING - 1, reserved: 0, sold: 1 });
  });

  test("are told of with a version that counts up", async () => {
    const { orderId, bookId } = await sold(3);
    await takeBack(orderId, [{ bookId, quantity: 1 }]);
    await takeBack(orderId, [{ bookId, quantity: 1 }]);
    await bus.hear(stockLevelChanged, bookId, 4);
    expect(bus.heard(stockLevelChanged, bookId)).toEqual([
      { bookId, available: OPENING, version: 1 },
      { bookId, available: OPENING - 3, version: 2 },
      { bookId, available: OPENING - 2, version: 3 },
      { bookId, available: OPENING - 1, version: 4 },
    ]);
  });

  test("are never more than it was sold, however many returns come at once", async () => {
    const { orderId, bookId } = await sold(3);
    const returns = Array.from({ length: 8 }, () => takeBack(orderId, [{ bookId, quantity: 1 }]));
    const outcomes = (await Promise.all(returns)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "taken-back")).toHaveLength(3);
    expect(await stockOf(bookId)).toMatchObject({ onHand: OPENING, reserved: 0, sold: 0 });
  });

  test("come all or none, and one that is listed twice counts with both quantities", async () => {
    const { orderId, bookId } = await sold(3);
    const line = { bookId, quantity: 2 };
    expect(await takeBack(orderId, [line, line])).toEqual(EXCEEDS);
    const stranger = { bookId: crypto.randomUUID(), quantity: 1 };
    expect(await takeBack(orderId, [line, stranger])).toEqual(EXCEEDS);
    expect(await stockOf(bookId)).toMatchObject({ sold: 3 });
  });

  test("are not taken twice when the order is released: that releases the rest", async () => {
    const { orderId, bookId } = await sold(3);
    const returnId = crypto.randomUUID();
    const lines = [{ bookId, quantity: 2 }];
    await takeBack(orderId, lines, returnId);
    for (const _again of [1, 2]) {
      await campus.platform.ask(releaseStock, { orderId });
      expect(await stockOf(bookId)).toMatchObject({ onHand: OPENING, reserved: 0, sold: 0 });
    }
    expect(await takeBack(orderId, lines, returnId), "the same again").toEqual(TAKEN);
    expect(await takeBack(orderId, [{ bookId, quantity: 1 }])).toEqual(EXCEEDS);
    expect(await stockOf(bookId)).toMatchObject({ onHand: OPENING, sold: 0 });
  });

  test("under an id that stands for other copies are refused, and nothing moves", async () => {
    const [one, other] = [await sold(3), await sold(3)];
    const returnId = crypto.randomUUID();
    await takeBack(one.orderId, [{ bookId: one.bookId, quantity: 1 }], returnId);
    const reused = { code: "STOCK_RETURN_REUSED" };
    const more = [{ bookId: one.bookId, quantity: 2 }];
    await expect(takeBack(one.orderId, more, returnId)).rejects.toMatchObject(reused);
    const elsewhere = [{ bookId: other.bookId, quantity: 1 }];
    await expect(takeBack(other.orderId, elsewhere, returnId)).rejects.toMatchObject(reused);
    expect(await stockOf(one.bookId)).toMatchObject({ sold: 2 });
    expect(await stockOf(other.bookId)).toMatchObject({ sold: 3 });
  });
});

describe("an order whose copies are not sold", () => {
  test("has none to give back when it is released or unknown", async () => {
    const bookId = await newBook();
    const orderId = crypto.randomUUID();
    expect(await takeBack(orderId, [{ bookId, quantity: 1 }])).toEqual(EXCEEDS);
    await reserve(orderId, [{ bookId, quantity: 1 }]);
    await campus.platform.ask(releaseStock, { orderId });
    expect(await takeBack(orderId, [{ bookId, quantity: 1 }])).toEqual(EXCEEDS);
    expect(await stockOf(bookId)).toMatchObject({ onHand: OPENING, reserved: 0, sold: 0 });
  });

  test("is asked about again while they are set aside, until they are sold", async () => {
    const bookId = await newBook();
    const orderId = crypto.randomUUID();
    await reserve(orderId, [{ bookId, quantity: 2 }]);
    const lines = [{ bookId, quantity: 1 }];
    await expect(takeBack(orderId, lines)).rejects.toThrow("are not sold yet");
    expect(await stockOf(bookId)).toMatchObject({ reserved: 2, sold: 0 });
    await campus.platform.ask(sellStock, { orderId });
    expect(await takeBack(orderId, lines)).toEqual(TAKEN);
  });
});

test("over any story of releases and returns at once, no copy appears or is lost", async () => {
  const random = seededRandom(11);
  const bookId = await newBook();
  const orders = await Promise.all(Array.from({ length: 5 }, () => soldOf(bookId, 2)));
  const steps = Array.from({ length: 60 }, () => ({
    orderId: orders[Math.floor(random() * orders.length)] ?? "",
    returnId: crypto.randomUUID(),
    dice: random(),
  }));
  await Promise.all(
    steps.map(async ({ orderId, returnId, dice }) => {
      const lines = [{ bookId, quantity: 1 }];
      if (dice < 0.1) return campus.platform.ask(releaseStock, { orderId });
      const again = dice < 0.5 ? 2 : 1;
      return Promise.all(Array.from({ length: again }, () => takeBack(orderId, lines, returnId)));
    }),
  );
  const { onHand = 0, reserved = 0, sold: gone = 0 } = await stockOf(bookId);
  expect([onHand + gone, reserved]).toEqual([OPENING, 0]);
  for (const orderId of orders) await campus.platform.ask(releaseStock, { orderId });
  expect(await stockOf(bookId)).toMatchObject({ onHand: OPENING, reserved: 0, sold: 0 });
});

async function sold(quantity: number): Promise<{ orderId: string; bookId: string }> {
  const bookId = await newBook();
  return { orderId: await soldOf(bookId, quantity), bookId };
}

async function soldOf(bookId: string, quantity: number): Promise<string> {
  const orderId = crypto.randomUUID();
  await reserve(orderId, [{ bookId, quantity }]);
  await campus.platform.ask(sellStock, { orderId });
  return orderId;
}

function reserve(orderId: string, items: Line[]) {
  return campus.platform.ask(reserveStock, { orderId, items, keptMs: LONG_MS });
}

function takeBack(orderId: string, items: Line[], returnId: string = crypto.randomUUID()) {
  return campus.platform.ask(takeBackStock, { orderId, returnId, items });
}

async function newBook(): Promise<string> {
  const bookId = crypto.randomUUID();
  await bus.say(bookAdded, { ...bookAdded.example, bookId });
  await bus.hear(stockLevelChanged, bookId);
  return bookId;
}

async function stockOf(bookId: string): Promise<Record<string, number>> {
  const url = `${campus.url("inventory")}/api/inventory/books/${bookId}`;
  return (await fetch(url)).json() as Promise<Record<string, number>>;
}
