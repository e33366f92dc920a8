import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import { bookAdded, orderCancelled, orderConfirmed } from "@quad/contracts";
import { eventually } from "@quad/testkit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { orders } from "../src/service.ts";
import { Neighbours } from "./neighbours.ts";

const BOOK = bookAdded.example;
const WITHIN_MS = 20_000;
const neighbours = new Neighbours();

let campus: TestCampus;
let bus: Awaited<ReturnType<typeof bystander>>;

beforeAll(async () => {
  campus = await startCampus({ services: [orders, ...neighbours.services] });
  bus = await bystander(campus, [orderConfirmed, orderCancelled]);
  await bus.say(bookAdded, BOOK);
  await bus.idle("orders");
});
beforeEach(() => neighbours.reset());
afterAll(() => campus.stop());

test("each neighbour is asked once when all goes well", async () => {
  const orderId = await place();
  await bus.hear(orderConfirmed, orderId);
  expect(neighbours.asked).toEqual(["reserve", "pay", "sell"]);
  expect(await timelineOf(orderId)).toEqual([
    "orders.order-created",
    "inventory.stock-reserved",
    "payments.payment-received",
    "orders.order-confirmed",
  ]);
});

test("an answer that is lost is asked for again, and the order goes on", async () => {
  neighbours.lost = { reserve: 2, pay: 1, sell: 1 };
  const orderId = await place();
  await bus.hear(orderConfirmed, orderId);
  expect(neighbours.asked).toEqual(["reserve", "reserve", "reserve", "pay", "pay", "sell", "sell"]);
  expect(bus.heard(orderConfirmed, orderId)).toHaveLength(1);
});

test("when the copies are gone after the payment, all is undone in reverse order", async () => {
  neighbours.isSoldOut = true;
  neighbours.lost = { refund: 2, release: 1 };
  const orderId = await place();
  expect(await bus.hear(orderCancelled, orderId)).toMatchObject({ reason: "out_of_stock" });
  const forward = ["reserve", "pay", "sell"];
  expect(neighbours.asked).toEqual([
    ...forward,
    "refund",
    "refund",
    "refund",
    "release",
    "release",
  ]);
  expect(await timelineOf(orderId)).toEqual([
    "orders.order-created",
    "inventory.stock-reserved",
    "payments.payment-received",
    "inventory.out-of-stock",
    "payments.payment-refunded",
    "inventory.stock-released",
    "orders.order-cancelled",
  ]);
});

async function place(): Promise<string> {
  const response = await fetch(`${campus.url("orders")}/api/orders`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify({
      items: [{ bookId: BOOK.bookId, quantity: 1 }],
      customer: { name: "Ada Example", email: "ada@example.org" },
    }),
  });
  return ((await response.json()) as { id: string }).id;
}

async function timelineOf(orderId: string): Promise<string[]> {
  const url = `${campus.url("orders")}/api/orders/${orderId}`;
  const ended = await eventually(
    async () =>
      (await (await fetch(url)).json()) as { status: string; timeline: { event: string }[] },
    { withinMs: WITHIN_MS, what: "the end", until: ({ status }) => status !== "pending" },
  );
  return ended.timeline.map(({ event }) => event);
}
