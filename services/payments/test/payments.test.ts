import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import {
  orderCreated,
  outOfStock,
  paymentDeclined,
  paymentReceived,
  stockReserved,
} from "@quad/contracts";
import { eventually } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, it as test } from "vitest";
import { payments } from "../src/service.ts";

const TOTAL = { amount: 1800, currency: "USD" };

let campus: TestCampus;
let bus: Awaited<ReturnType<typeof bystander>>;

beforeAll(async () => {
  campus = await startCampus({ services: [payments] });
  bus = await bystander(campus, [paymentReceived, paymentDeclined]);
});
afterAll(() => campus.stop());

describe("an order whose copies are set aside", () => {
  test.each([
    ["is paid", "sim_ok"],
    ["is paid once, though the first answer of the provider is lost", "sim_timeout"],
    ["is paid once the provider can be reached again", "sim_unavailable"],
    ["is paid once the provider has made up its mind", "sim_late"],
  ])("%s", async (_, token) => {
    const orderId = await order(token);
    await reserved(orderId);
    const { paymentId, amount } = await bus.hear(paymentReceived, orderId);
    expect(amount).toEqual(TOTAL);
    expect(await captures(orderId)).toMatchObject([{ reference: orderId, amount: TOTAL }]);
    expect(await list(orderId)).toEqual([
      {
        id: paymentId,
        orderId,
        amount: TOTAL,
        status: "received",
        reason: null,
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
        refunds: [],
      },
    ]);
  });

  test.each([
    ["by the provider", "sim_declined", "card_declined"],
    ["because nobody knows the means of payment", "stolen", "invalid_payment_token"],
  ])("is declined %s", async (_, token, reason) => {
    const orderId = await order(token);
    await reserved(orderId);
    expect(await bus.hear(paymentDeclined, orderId)).toMatchObject({ orderId, reason });
    expect(await captures(orderId)).toEqual([]);
    expect(await list(orderId)).toMatchObject([{ status: "declined", reason }]);
  });

  test("is paid without asking anybody when it costs nothing", async () => {
    const total = { amount: 0, currency: "USD" };
    const orderId = await order("sim_ok", total);
    await reserved(orderId);
    expect(await bus.hear(paymentReceived, orderId)).toMatchObject({ amount: total });
    expect(await captures(orderId)).toEqual([]);
  });

  test("is charged once, however often that is said", async () => {
    const orderId = await order("sim_ok");
    const eventId = crypto.randomUUID();
    for (const id of [eventId, eventId, crypto.randomUUID()]) await reserved(orderId, id);
    await bus.idle("payments");
    const later = await order("sim_ok");
    await reserved(later);
    await bus.hear(paymentReceived, later);
    expect(await captures(orderId)).toHaveLength(1);
    expect(bus.heard(paymentReceived, orderId)).toHaveLength(1);
  });
});

describe("the list", () => {
  test("shows what the provider was asked for, not what is expected", async () => {
    const orderId = await order("sim_ok");
    await bus.idle("payments");
    expect(await list(orderId)).toEqual([]);
  });

  test("goes from the newest to the oldest, page by page", async () => {
    const first = await paid();
    const second = await paid();
    const page = await get("limit=1");
    expect(page.items.map((payment) => payment.orderId)).toEqual([second]);
    const next = await get(`limit=1&cursor=${page.next}`);
    expect(next.items.map((payment) => payment.orderId)).toEqual([first]);
    expect((await get(`order=${crypto.randomUUID()}`)).items).toEqual([]);
  });

  test.each([
    ["order=1", "REQUEST_INVALID"],
    ["limit=0", "REQUEST_INVALID"],
    ["status=received", "REQUEST_INVALID"],
    ["cursor=x", "CURSOR_INVALID"],
  ])("refuses ?%s", async (query, code) => {
    const response = await fetch(`${campus.url("payments")}/api/payments?${query}`);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code });
  });

  async function paid(): Promise<string> {
    const orderId = await order("sim_ok");
    await reserved(orderId);
    await bus.hear(paymentReceived, orderId);
    return orderId;
  }
});

test("an order without copies is never charged: its payment is forgotten", async () => {
  const orderId = await order("sim_ok");
  await bus.say(outOfStock, { ...outOfStock.example, orderId });
  await reserved(orderId);
  const port = await campus.platform.port("bus");
  await eventually(async () => (await port.depth("payments")).retrying === 1, {
    withinMs: 5_000,
    what: "payments to refuse a charge that it does not expect",
  });
  expect(await captures(orderId)).toEqual([]);
});

async function order(paymentToken: string, total = TOTAL): Promise<string> {
  const orderId = crypto.randomUUID();
  await bus.say(orderCreated, { ...orderCreated.example, orderId, paymentToken, total });
  return orderId;
}

function reserved(orderId: string, eventId?: string): Promise<void> {
  return bus.say(stockReserved, { ...stockReserved.example, orderId }, eventId);
}

/** What the provider itself believes to have charged. */
async function captures(orderId: string) {
  return (await campus.platform.port("charge")).captures(orderId);
}

async function list(orderId: string): Promise<unknown[]> {
  return (await get(`order=${orderId}`)).items;
}

async function get(query: string) {
  const response = await fetch(`${campus.url("payments")}/api/payments?${query}`);
  return (await response.json()) as { items: { orderId: string }[]; next: string | null };
}
