import { defineService, type Kit } from "@quad/chassis";
import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import {
  bookAdded,
  orderCancelled,
  orderConfirmed,
  refundPayment,
  releaseStock,
  reserveStock,
  sellStock,
  takePayment,
} from "@quad/contracts";
import { defineErrors } from "@quad/errors";
import { answeringOf } from "@quad/rpc";
import { eventually } from "@quad/testkit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { orders } from "../src/service.ts";

const { ANSWER_LOST } = defineErrors({ ANSWER_LOST: ["unavailable", "The answer is lost."] });
const BOOK = bookAdded.example;
const WITHIN_MS = 20_000;

/** What the neighbours were asked, in order, and how often each answer is to be lost. */
let asked: string[] = [];
let lost: Record<string, number> = {};
let isSoldOut = false;

/** Does what it is asked, and forgets to answer as often as the test says. */
async function answer<T>(call: string, value: T): Promise<T> {
  asked.push(call);
  const left = lost[call] ?? 0;
  lost[call] = left - 1;
  if (left > 0) throw ANSWER_LOST();
  return value;
}

const answering = answeringOf<Kit>();
const neighbours = [
  defineService<Kit>({
    name: "inventory",
    summary: "A neighbour for tests.",
    routes: [],
    calls: [
      answering(reserveStock, () =>
        answer("reserve", { outcome: "reserved", expiresAt: "2026-01-01T00:00:00.000Z" } as const),
      ),
      answering(sellStock, () =>
        answer(
          "sell",
          isSoldOut ? ({ outcome: "ended" } as const) : ({ outcome: "sold" } as const),
        ),
      ),
      answering(releaseStock, () => answer("release", { outcome: "released" } as const)),
    ],
  }),
  defineService<Kit>({
    name: "payments",
    summary: "A neighbour for tests.",
    routes: [],
    calls: [
      answering(takePayment, (_, { orderId: paymentId }) =>
        answer("pay", { outcome: "received", paymentId } as const),
      ),
      answering(refundPayment, (_, { orderId: paymentId }) =>
        answer("refund", { outcome: "refunded", paymentId } as const),
      ),
    ],
  }),
];

let campus: TestCampus;
let bus: Awaited<ReturnType<typeof bystander>>;

beforeAll(async () => {
  campus = await startCampus({ services: [orders, ...neighbours] });
  bus = await bystander(campus, [orderConfirmed, orderCancelled]);
  await bus.say(bookAdded, BOOK);
  await bus.idle("orders");
});
beforeEach(() => {
  asked = [];
  lost = {};
  isSoldOut = false;
});
afterAll(() => campus.stop());

test("each neighbour is asked once when all goes well", async () => {
  const orderId = await place();
  await bus.hear(orderConfirmed, orderId);
  expect(asked).toEqual(["reserve", "pay", "sell"]);
  expect(await timelineOf(orderId)).toEqual([
    "orders.order-created",
    "inventory.stock-reserved",
    "payments.payment-received",
    "orders.order-confirmed",
  ]);
});

test("an answer that is lost is asked for again, and the order goes on", async () => {
  lost = { reserve: 2, pay: 1, sell: 1 };
  const orderId = await place();
  await bus.hear(orderConfirmed, orderId);
  expect(asked).toEqual(["reserve", "reserve", "reserve", "pay", "pay", "sell", "sell"]);
  expect(bus.heard(orderConfirmed, orderId)).toHaveLength(1);
});

test("when the copies are gone after the payment, all is undone in reverse order", async () => {
  isSoldOut = true;
  lost = { refund: 2, release: 1 };
  const orderId = await place();
  expect(await bus.hear(orderCancelled, orderId)).toMatchObject({ reason: "out_of_stock" });
  const forward = ["reserve", "pay", "sell"];
  expect(asked).toEqual([...forward, "refund", "refund", "refund", "release", "release"]);
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
