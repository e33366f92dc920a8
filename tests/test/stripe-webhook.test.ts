import type { NoticeDelivery } from "@quad/charge";
import { startCampus, type TestCampus } from "@quad/chassis/testing";
import { refundPayment, refundReturn, takePayment } from "@quad/contracts";
import { gateway } from "@quad/gateway";
import { payments } from "@quad/payments";
import { credentials, type StripeShapedServer, stripeShapedServer } from "@quad/stripe/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shop } from "../src/shop.ts";

const TOTAL = { amount: 1800, currency: "USD" };

let server: StripeShapedServer;
let campus: TestCampus;
beforeAll(async () => {
  server = await stripeShapedServer();
  campus = await startCampus({
    services: [payments, gateway],
    environment: {
      QUAD_CHARGE: server.url,
      QUAD_CHARGE_KEY: credentials.apiKey,
      QUAD_CHARGE_NOTICE_SECRET: credentials.noticeSecret,
    },
  });
});
afterAll(async () => {
  await campus.stop();
  await server[Symbol.asyncDispose]();
});

test.each([
  ["succeeds", undefined, { status: "received", reason: null }],
  ["fails", "card_declined", { status: "declined", reason: "card_declined" }],
])("a payment that %s later is settled by Stripe's webhook, once", async (_, code, settled) => {
  const orderId = crypto.randomUUID();
  await expect(take(orderId, "pm_slow")).rejects.toThrow("has not said yet");
  expect(await list(orderId)).toMatchObject([{ status: "charging" }]);
  const before = server.webhooks.inbox.deliveries.length;
  server.ledger.settle(code);
  const [notice = NONE] = server.webhooks.inbox.deliveries.slice(before);
  expect(await post({ ...notice, body: `${notice.body} ` })).toBe(400);
  expect(await post({ ...notice, headers: {} })).toBe(400);
  expect(await list(orderId)).toMatchObject([{ status: "charging" }]);
  // Nobody asks Stripe again: what the books say now, the webhook told.
  for (const _again of [1, 2]) expect(await post(notice)).toBe(204);
  expect(await list(orderId)).toMatchObject([settled]);
  expect(server.ledger.charges.filter((charge) => charge.transfer_group === orderId)).toHaveLength(
    1,
  );
});

test("an event about something else is taken and forgotten", async () => {
  const event = { id: "evt_1", object: "event", type: "customer.created", created: 1 };
  const notice = server.webhooks.sign(
    JSON.stringify({ ...event, data: { object: {} } }),
    new Date(),
  );
  expect(await post(notice)).toBe(204);
});

test("returns are refunded in parts at Stripe, each once, and then the rest", async () => {
  const orderId = crypto.randomUUID();
  await take(orderId, "pm_card_visa");
  const returnId = crypto.randomUUID();
  const goods = { orderId, returnId, amount: { ...TOTAL, amount: 500 } };
  server.next("drop after");
  for (const _again of [1, 2]) await campus.platform.ask(refundReturn, goods).catch(() => {});
  expect(await campus.platform.ask(refundReturn, goods)).toMatchObject({ outcome: "refunded" });
  const tooMuch = { ...goods, returnId: crypto.randomUUID(), amount: TOTAL };
  expect(await campus.platform.ask(refundReturn, tooMuch)).toEqual({ outcome: "exceeds-payment" });
  await campus.platform.ask(refundPayment, { orderId });
  const charge = await campus.platform.port("charge");
  const [capture] = await charge.captures(orderId);
  expect(capture?.refunds.map(({ amount }) => amount.amount)).toEqual([500, 1300]);
});

test("a refund that fails later is on record as one that a person has to pay", async () => {
  const orderId = crypto.randomUUID();
  await take(orderId, "pm_card_visa");
  await campus.platform.ask(refundPayment, { orderId });
  const before = server.webhooks.inbox.deliveries.length;
  server.ledger.turn("failed", "lost_or_stolen_card");
  const [notice = NONE] = server.webhooks.inbox.deliveries.slice(before);
  expect(await post(notice)).toBe(204);
  const failed = { returnId: null, status: "failed", reason: "lost_or_stolen_card" };
  expect(await list(orderId)).toMatchObject([{ refunds: [failed] }]);
  await expect(campus.platform.ask(refundPayment, { orderId })).rejects.toMatchObject({
    code: "PAYMENT_NOT_REFUNDED",
  });
});

const NONE: NoticeDelivery = { body: "", headers: {} };

function take(orderId: string, paymentToken: string) {
  return campus.platform.ask(takePayment, { orderId, amount: TOTAL, paymentToken });
}

function list(orderId: string): Promise<unknown[]> {
  return shop(campus.url("gateway")).payments(orderId);
}

async function post({ body, headers }: NoticeDelivery): Promise<number> {
  const response = await fetch(`${campus.url("gateway")}/api/payments/notices`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(headers as Record<string, string>) },
    body,
  });
  await response.body?.cancel();
  return response.status;
}
