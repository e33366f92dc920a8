import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import {
  bookAdded,
  notificationSent,
  orderConfirmed,
  orderCreated,
  outOfStock,
  paymentReceived,
  stockReserved,
} from "@quad/contracts";
import { eventually } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { orders } from "../src/service.ts";

const BOOK = bookAdded.example;
const CUSTOMER = { name: "Ada Example", email: "ada@example.org" };
const ONE_BOOK = { items: [{ bookId: BOOK.bookId, quantity: 1 }], customer: CUSTOMER };

let campus: TestCampus;
let bus: Awaited<ReturnType<typeof bystander>>;

beforeAll(async () => {
  campus = await startCampus({
    services: [orders],
    environment: { QUAD_CHECKOUT: "choreographed" },
  });
  bus = await bystander(campus, [orderCreated, orderConfirmed]);
  await bus.say(bookAdded, BOOK);
  await eventually(async () => (await place(ONE_BOOK, "warm-up")).status === 201, {
    withinMs: 5_000,
    what: "orders to know the book",
  });
});
afterAll(() => campus.stop());

describe("placing an order", () => {
  test("answers pending, and announces the order with the price it was placed for", async () => {
    const { status, body, headers } = await place(ONE_BOOK, "k1");
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: "pending", total: BOOK.price });
    expect(headers.get("location")).toBe(`/api/orders/${body.id}`);
    const event = await bus.hear(orderCreated, body.id);
    expect(event).toMatchObject({ total: BOOK.price, customer: CUSTOMER, cartId: null });
  });

  test("places one order for one key, also when both requests come at once", async () => {
    const [one, two] = await Promise.all([place(ONE_BOOK, "twin"), place(ONE_BOOK, "twin")]);
    expect(one?.body.id).toBe(two?.body.id);
    const again = await place(ONE_BOOK, "twin");
    expect(again.body.id).toBe(one?.body.id);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    await bus.hear(orderCreated, again.body.id);
    expect(bus.heard(orderCreated, again.body.id)).toHaveLength(1);
  });

  test("refuses the key of another order", async () => {
    await place(ONE_BOOK, "reused");
    const other = { ...ONE_BOOK, customer: { ...CUSTOMER, name: "Another Example" } };
    expect(await place(other, "reused")).toMatchObject({
      status: 422,
      body: { code: "IDEMPOTENCY_KEY_REUSED" },
    });
  });

  test.each([
    ["no key", ONE_BOOK, null, 400, "IDEMPOTENCY_KEY_MISSING"],
    ["a negative quantity", withItem({ quantity: -1 }), "b1", 422, "REQUEST_INVALID"],
    ["a quantity in halves", withItem({ quantity: 1.5 }), "b2", 422, "REQUEST_INVALID"],
    ["a quantity as text", withItem({ quantity: "1" }), "b3", 422, "REQUEST_INVALID"],
    [
      "a price of the customer's",
      withItem({ quantity: 1, price: 1 }),
      "b4",
      422,
      "REQUEST_INVALID",
    ],
    ["no items", { ...ONE_BOOK, items: [] }, "b5", 422, "REQUEST_INVALID"],
    ["an unknown field", { ...ONE_BOOK, coupon: "x" }, "b6", 422, "REQUEST_INVALID"],
    [
      "a wrong e-mail",
      { ...ONE_BOOK, customer: { name: "A", email: "a" } },
      "b7",
      422,
      "REQUEST_INVALID",
    ],
    [
      "an unknown book",
      withItem({ bookId: crypto.randomUUID(), quantity: 1 }),
      "b8",
      422,
      "BOOK_UNKNOWN",
    ],
    [
      "one book twice",
      { ...ONE_BOOK, items: [...ONE_BOOK.items, ...ONE_BOOK.items] },
      "b9",
      422,
      "BOOK_REPEATED",
    ],
  ])("refuses %s", async (_, body, key, status, code) => {
    const answer = await place(body, key);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  });
});

describe("an order under way", () => {
  test("is confirmed when the payment is received, and shows who said what", async () => {
    const { body } = await place(ONE_BOOK, "flow");
    const orderId = body.id;
    await bus.say(stockReserved, { orderId, items: ONE_BOOK.items });
    await bus.say(paymentReceived, { ...paymentReceived.example, orderId });
    await bus.hear(orderConfirmed, orderId);
    const view = await (await fetch(`${url()}/${orderId}`)).json();
    expect(view).toMatchObject({ status: "confirmed", reason: null });
    expect(view.timeline.map((entry: { event: string }) => entry.event)).toEqual([
      "orders.order-created",
      "inventory.stock-reserved",
      "payments.payment-received",
      "orders.order-confirmed",
    ]);
  });

  test("is cancelled for want of copies, and streams until the mail is out", async () => {
    const { body } = await place(ONE_BOOK, "stream");
    const orderId = body.id;
    const stream = await fetch(`${url()}/${orderId}/events`);
    const missing = [{ bookId: BOOK.bookId, requested: 1, available: 0 }];
    await bus.say(outOfStock, { orderId, missing });
    await bus.say(notificationSent, {
      ...notificationSent.example,
      orderId,
      kind: "order_cancelled",
    });
    const text = await stream.text();
    const views = text.split("\n").filter((line) => line.startsWith('data: {"id"'));
    expect(views.at(-1)).toContain('"status":"cancelled","reason":"out_of_stock"');
    expect(text).toContain("event: end");
  });

  test("is not found under another id", async () => {
    expect((await fetch(`${url()}/${crypto.randomUUID()}`)).status).toBe(404);
    expect((await fetch(`${url()}/not-an-id`)).status).toBe(422);
  });
});

function url(): string {
  return `${campus.url("orders")}/api/orders`;
}

async function place(body: unknown, key: string | null) {
  const response = await fetch(url(), {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(key !== null && { "idempotency-key": key }),
    },
    body: JSON.stringify(body),
  });
  const { status, headers } = response;
  return { status, headers, body: (await response.json()) as { id: string } };
}

function withItem(item: object) {
  return { ...ONE_BOOK, items: [{ bookId: BOOK.bookId, ...item }] };
}
