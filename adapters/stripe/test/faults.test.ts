import { type CaptureRequest, type Charge, NOTICE_TOLERANCE_MS } from "@quad/charge";
import { systemClock } from "@quad/clock";
import { testId } from "@quad/testkit";
import { describe, expect, onTestFinished, test } from "vitest";
import { stripeCharge } from "../src/index.ts";
import { credentials, type Fault, stripeShapedServer } from "./stripe-shaped-server.ts";

/** For a server that never answers; long for one that does. */
const ANSWER_WITHIN_MS = 2_000;
const DAY_MS = 24 * 3_600_000;
/** More than the adapter takes for a request to be over at Stripe. */
const SETTLED_MS = 121_000;
const UNKNOWN = { code: "CHARGE_TIMEOUT" };
const AWAY = { code: "CHARGE_UNAVAILABLE" };

/** A clock that is ahead: what was called now was called long ago. */
const later = { ...systemClock, now: () => new Date(Date.now() + SETTLED_MS) };

async function stage({ clock = systemClock, apiKey = credentials.apiKey } = {}) {
  const server = await stripeShapedServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  const open = async (at = clock) => {
    const charge = stripeCharge({
      ...credentials,
      apiKey,
      url: server.url,
      clock: at,
      answerWithinMs: ANSWER_WITHIN_MS,
    });
    await charge.start();
    onTestFinished(() => charge.stop());
    return charge;
  };
  return { server, open, charge: await open() };
}

function order(changes: Partial<CaptureRequest> = {}): CaptureRequest {
  return {
    idempotencyKey: testId(),
    reference: testId(),
    amount: { amount: 1299, currency: "EUR" },
    paymentToken: "pm_card_visa",
    ...changes,
  };
}

async function paid(charge: Charge, request: CaptureRequest): Promise<string> {
  const outcome = await charge.capture(request);
  if (outcome.status !== "captured") throw new TypeError(outcome.status);
  return outcome.captureId;
}

describe("money was taken and the answer is lost", () => {
  test.each<Fault>(["hang after", "drop after", "500 after"])(
    "%s: the books tell",
    async (fault) => {
      const { server, charge } = await stage();
      const request = order();
      server.next(fault);
      const outcome = await charge.capture(request);
      expect(outcome).toMatchObject({ status: "captured" });
      // Stripe repeats even a 500 under the same key.
      expect(await charge.capture(request)).toEqual(outcome);
      expect(await charge.find({ ...request, calledAt: new Date() })).toEqual(outcome);
      expect(await charge.captures(request.reference)).toHaveLength(1);
    },
  );
});

describe("nothing was taken and nobody says so", () => {
  test.each<Fault>(["hang before", "drop before"])("%s: asked again, taken once", async (fault) => {
    const { server, charge, open } = await stage();
    const request = order();
    server.next(fault);
    const question = { ...request, calledAt: new Date() };
    await expect(charge.capture(request)).rejects.toMatchObject(UNKNOWN);
    expect(await charge.find(question)).toEqual({ status: "unknown" });
    expect(await (await open(later)).find(question)).toEqual({ status: "never" });
    const outcome = await charge.capture(request);
    expect(await charge.find(question)).toEqual(outcome);
    expect(await charge.captures(request.reference)).toHaveLength(1);
  });

  test("500 before: the key is spent, until find says never and another is taken", async () => {
    const { server, charge, open } = await stage();
    const request = order();
    server.next("500 before");
    const question = { ...request, calledAt: new Date() };
    await expect(charge.capture(request)).rejects.toMatchObject(UNKNOWN);
    await expect(charge.capture(request)).rejects.toMatchObject(UNKNOWN);
    expect(await charge.find(question)).toEqual({ status: "unknown" });
    expect(await (await open(later)).find(question)).toEqual({ status: "never" });
    const again = { ...request, idempotencyKey: testId() };
    expect(await charge.capture(again)).toMatchObject({ status: "captured" });
    expect(await charge.captures(request.reference)).toHaveLength(1);
  });
});

describe("nothing was taken for certain", () => {
  test("Stripe turns the request away", async () => {
    const { server, charge } = await stage();
    const request = order();
    server.next("limited");
    await expect(charge.capture(request)).rejects.toMatchObject(AWAY);
    expect(await charge.captures(request.reference)).toEqual([]);
    expect(await charge.capture(request)).toMatchObject({ status: "captured" });
  });

  test("Stripe does not know the API key, and no error tells the key", async () => {
    const { charge } = await stage({ apiKey: "sk_test_wrong" });
    const error = await charge.capture(order()).catch((caught: unknown) => caught);
    expect(error).toMatchObject(AWAY);
    expect(String(error)).not.toContain("sk_test_wrong");
    await expect(charge.captures("any")).rejects.toMatchObject(AWAY);
  });

  test("nobody is there", async () => {
    const { server, charge } = await stage();
    await server[Symbol.asyncDispose]();
    await expect(charge.capture(order())).rejects.toMatchObject(AWAY);
    await expect(charge.find({ ...order(), calledAt: new Date() })).rejects.toMatchObject(AWAY);
  });
});

test("a payment that another request holds is tried again", async () => {
  const { server, charge } = await stage();
  const request = order();
  server.next("locked", "locked");
  expect(await charge.capture(request)).toMatchObject({ status: "captured" });
  expect(server.posts).toHaveLength(3);
});

test("a key that Stripe has forgotten after a day takes the money once", async () => {
  const { server, charge } = await stage();
  const request = order();
  const captureId = await paid(charge, request);
  const refund = { idempotencyKey: testId(), captureId, amount: 99 };
  const refunded = await charge.refund(refund);
  server.age(DAY_MS + 1_000);
  expect(await charge.capture(request)).toEqual({ status: "captured", captureId });
  expect(await charge.refund(refund)).toEqual(refunded);
  const reused = { code: "CHARGE_KEY_REUSED" };
  const other = { ...request, amount: { amount: 1, currency: "EUR" } };
  await expect(charge.capture(other)).rejects.toMatchObject(reused);
  await expect(charge.refund({ ...refund, amount: 1 })).rejects.toMatchObject(reused);
  const captures = await charge.captures(request.reference);
  expect(captures).toMatchObject([{ captureId, refunds: [{ amount: { amount: 99 } }] }]);
});

test.each([
  ["pm_card_chargeDeclinedExpiredCard", "expired_card"],
  ["pm_card_authenticationRequired", "authentication_required"],
  // Its decline_code is stolen_card: who pays with one must not hear that.
  ["pm_card_chargeDeclined", "card_declined"],
])("%s is declined: %s", async (paymentToken, reason) => {
  const { charge } = await stage();
  const request = order({ paymentToken });
  expect(await charge.capture(request)).toEqual({ status: "declined", reason });
  expect(await charge.captures(request.reference)).toEqual([]);
});

test.each(["ISK", "UGX"])("%s is refused: Stripe counts it otherwise", async (currency) => {
  const { server, charge } = await stage();
  const request = order({ amount: { amount: 100, currency } });
  await expect(charge.capture(request)).rejects.toMatchObject({ code: "CHARGE_INVALID" });
  expect(server.posts).toEqual([]);
});

describe("a refund", () => {
  test.each<Fault>(["hang after", "drop after", "500 after"])(
    "%s: the books tell",
    async (fault) => {
      const { server, charge } = await stage();
      const request = order();
      const refund = {
        idempotencyKey: testId(),
        captureId: await paid(charge, request),
        amount: 99,
      };
      server.next(fault);
      const outcome = await charge.refund(refund);
      expect(outcome).toMatchObject({ status: "refunded" });
      expect(await charge.refund(refund)).toEqual(outcome);
      expect(server.ledger.refunds).toHaveLength(1);
    },
  );

  test("whose answer never came is given once when it is asked for again", async () => {
    const { server, charge } = await stage();
    const refund = { idempotencyKey: testId(), captureId: await paid(charge, order()) };
    server.next("drop before", "drop before");
    await expect(charge.refund(refund)).rejects.toMatchObject(UNKNOWN);
    await expect(charge.refund(refund)).rejects.toMatchObject(UNKNOWN);
    expect(await charge.refund(refund)).toMatchObject({ status: "refunded" });
    expect(server.ledger.refunds).toHaveLength(1);
  });

  test.each([
    ["pending", { status: "pending" }],
    ["failed", { status: "failed", reason: "expired_or_canceled_card" }],
  ])("that is %s is not listed as refunded", async (status, expected) => {
    const { server, charge } = await stage();
    const request = order();
    const refund = { idempotencyKey: testId(), captureId: await paid(charge, request) };
    await charge.refund(refund);
    server.ledger.turn(status, "expired_or_canceled_card");
    expect(await charge.refund(refund)).toMatchObject(expected);
    expect(await charge.captures(request.reference)).toMatchObject([{ refunds: [] }]);
  });
});

describe("webhooks", () => {
  test("come before the answer, and say the same", async () => {
    const { server, charge } = await stage();
    const request = order();
    server.next("hang after");
    const capture = charge.capture(request);
    const { inbox } = server.webhooks;
    await expect.poll(() => inbox.deliveries.length, { timeout: 120_000 }).toBeGreaterThan(1);
    const notices = await Promise.all(inbox.deliveries.map(charge.readNotice));
    const { captureId } = (await capture) as { captureId: string };
    // charge.succeeded comes too, and is about nothing the port knows.
    expect(notices).toMatchObject([undefined, { kind: "captured", captureId }]);
  });

  test("come late, twice and in the wrong order, and can be put right", async () => {
    const { server, charge } = await stage();
    const request = order();
    server.webhooks.hold();
    const captureId = await paid(charge, request);
    await charge.refund({ idempotencyKey: testId(), captureId });
    server.webhooks.release((held) => [...held, ...held].toReversed());
    const read = await Promise.all(server.webhooks.inbox.deliveries.map(charge.readNotice));
    const notices = read.filter((notice) => notice !== undefined);
    expect(notices.map(({ kind }) => kind)).toEqual([
      "refunded",
      "captured",
      "refunded",
      "captured",
    ]);
    expect(new Set(notices.map(({ noticeId }) => noticeId)).size).toBe(2);
  });

  test.each([
    ["captured", undefined, { status: "captured" }],
    ["declined", "card_declined", { status: "declined", reason: "card_declined" }],
  ])("tell late that a pending payment is %s", async (kind, code, outcome) => {
    const { server, charge } = await stage();
    const request = order({ paymentToken: "pm_slow" });
    expect(await charge.capture(request)).toEqual({ status: "pending" });
    expect(await charge.captures(request.reference)).toEqual([]);
    expect(server.webhooks.inbox.deliveries).toEqual([]);
    server.ledger.settle(code);
    const [delivery = { body: "", headers: {} }] = server.webhooks.inbox.deliveries;
    const { reference } = request;
    expect(await charge.readNotice(delivery)).toMatchObject({ kind, reference });
    expect(await charge.capture(request)).toMatchObject(outcome);
    expect(await charge.find({ ...request, calledAt: new Date() })).toMatchObject(outcome);
  });

  test("tell that a refund has failed", async () => {
    const { server, charge } = await stage();
    const refund = { idempotencyKey: testId(), captureId: await paid(charge, order()) };
    await charge.refund(refund);
    server.ledger.turn("failed", "expired_or_canceled_card");
    const delivery = server.webhooks.inbox.deliveries.at(-1) ?? { body: "", headers: {} };
    expect(await charge.readNotice(delivery)).toMatchObject({
      kind: "refund-failed",
      ...refund,
      reason: "expired_or_canceled_card",
    });
  });

  test("of payments that Quad did not make are genuine, and nobody's", async () => {
    const { server, charge } = await stage();
    const object = { id: "pi_1", status: "succeeded", metadata: {} };
    server.webhooks.emit("payment_intent.succeeded", object);
    const [delivery = { body: "", headers: {} }] = server.webhooks.inbox.deliveries;
    expect(await charge.readNotice(delivery)).toBeUndefined();
  });

  test("keep for as long as the tolerance says, with one of two secrets", async () => {
    const { server, charge } = await stage();
    const old = new Date(Date.now() - NOTICE_TOLERANCE_MS + 60_000);
    const { body, headers } = server.webhooks.sign(JSON.stringify({ type: "ping" }), old);
    const signature = `${headers["stripe-signature"]},v1=00ff,v0=1`;
    const rolling = { body, headers: { "stripe-signature": signature } };
    expect(await charge.readNotice(rolling)).toBeUndefined();
  });
});
