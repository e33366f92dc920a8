import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import { bookAdded, bookChanged, bookRemoved, orderCreated } from "@quad/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { orders } from "../src/service.ts";
import { ADA, counter } from "./counter.ts";

const TITLE = "Moby-Dick";
const USD = (amount: number) => ({ amount, currency: "USD" });

let campus: TestCampus;
let bus: Awaited<ReturnType<typeof bystander>>;
let shop: ReturnType<typeof counter>;

beforeAll(async () => {
  campus = await startCampus({
    services: [orders],
    environment: { QUAD_CHECKOUT: "choreographed" },
  });
  bus = await bystander(campus, [orderCreated]);
  shop = counter(campus);
});
afterAll(() => campus.stop());

describe("an order is what the customer saw, or it is refused", () => {
  test("when all is as it was shown, it is placed", async () => {
    const bookId = await newBook();
    const { status, body } = await order(bookId);
    expect(status).toBe(201);
    expect(body).toMatchObject({ total: USD(2000) });
  });

  test.each([
    ["a price", { price: USD(100_000) }],
    ["a currency", { price: { amount: 1000, currency: "EUR" } }],
    ["a title", { title: "Moby-Dick, abridged" }],
  ])("%s that changed is named, as it was and as it is", async (_, changed) => {
    const bookId = await newBook();
    const now = { title: TITLE, price: USD(1000), ...changed };
    await change(bookId, now);
    const { status, body } = await order(bookId);
    expect({ status, body }).toMatchObject({
      status: 409,
      body: {
        code: "TOTAL_CHANGED",
        wasTotal: USD(2000),
        nowTotal: { ...now.price, amount: 2 * now.price.amount },
        changes: [
          {
            ...{ bookId, quantity: 2, was: { title: TITLE, unitPrice: USD(1000) } },
            now: { title: now.title, unitPrice: now.price },
          },
        ],
      },
    });
    const shown = { title: now.title, unitPrice: now.price };
    const total = { ...now.price, amount: 2 * now.price.amount };
    expect((await order(bookId, { shown, total })).status).toBe(201);
  });

  test("a total alone is enough to refuse", async () => {
    const bookId = await newBook();
    const answer = await shop.post("", {
      items: [{ bookId, quantity: 1 }],
      total: USD(999),
      customer: ADA,
    });
    expect(answer).toMatchObject({ status: 409, body: { code: "TOTAL_CHANGED", changes: [] } });
    expect(answer.body.detail).toContain("$10.00");
  });

  test("two prices that changed places are seen, though the total is the same", async () => {
    const books = [await newBook(USD(1000)), await newBook(USD(2000))];
    const [one = "", other = ""] = books;
    await change(one, { title: TITLE, price: USD(2000) });
    await change(other, { title: TITLE, price: USD(1000) });
    const shown = (amount: number) => ({ title: TITLE, unitPrice: USD(amount) });
    const { body } = await shop.post("", {
      items: [
        { bookId: one, quantity: 1, shown: shown(1000) },
        { bookId: other, quantity: 1, shown: shown(2000) },
      ],
      total: USD(3000),
      customer: ADA,
    });
    expect(body).toMatchObject({ code: "TOTAL_CHANGED", changes: [{}, {}] });
  });

  test("a book that was removed is named", async () => {
    const bookId = await newBook();
    await bus.say(bookRemoved, { bookId, version: 2 });
    await bus.idle("orders");
    const { status, body } = await order(bookId);
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { code: "BOOK_UNKNOWN", bookIds: [bookId] },
    });
  });
});

describe("a cart is ordered once", () => {
  test("and the second order is shown the first, whatever has changed since", async () => {
    const [bookId, cartId] = [await newBook(), crypto.randomUUID()];
    const first = await order(bookId, { cartId });
    expect(first.status).toBe(201);
    await change(bookId, { title: TITLE, price: USD(5) });
    expect(await order(bookId, { cartId })).toMatchObject({
      status: 409,
      body: { code: "CART_ALREADY_ORDERED", orderId: first.body.id },
    });
    expect((await bus.hear(orderCreated, first.body.id)).cartId).toBe(cartId);
  });

  test("of two at the same time one is placed", async () => {
    const [bookId, cartId] = [await newBook(), crypto.randomUUID()];
    const answers = await Promise.all([1, 2, 3, 4].map(() => order(bookId, { cartId })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const placed = answers.find(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status === 409);
    for (const { body } of refused) expect(body).toMatchObject({ orderId: placed?.body.id });
  });

  test("and an order that was refused has not ordered it", async () => {
    const [bookId, cartId] = [await newBook(), crypto.randomUUID()];
    expect((await order(bookId, { cartId, total: USD(1) })).status).toBe(409);
    expect((await order(bookId, { cartId })).status).toBe(201);
  });
});

async function newBook(price = USD(1000)): Promise<string> {
  const bookId = crypto.randomUUID();
  await bus.say(bookAdded, { ...bookAdded.example, bookId, title: TITLE, price });
  await bus.idle("orders");
  return bookId;
}

async function change(bookId: string, now: { title: string; price: ReturnType<typeof USD> }) {
  await bus.say(bookChanged, { ...bookAdded.example, bookId, ...now, version: 2 });
  await bus.idle("orders");
}

/** Two copies, by somebody who saw the book as it was added. */
function order(
  bookId: string,
  { shown = { title: TITLE, unitPrice: USD(1000) }, ...rest }: Record<string, unknown> = {},
) {
  const items = [{ bookId, quantity: 2, shown }];
  return shop.post("", { items, total: USD(2000), customer: ADA, ...rest });
}
