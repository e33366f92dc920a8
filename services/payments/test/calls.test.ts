import { startCampus, type TestCampus } from "@quad/chassis/testing";
import { refundPayment, takePayment } from "@quad/contracts";
import { isQuadError } from "@quad/errors";
import { eventually } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, it as test } from "vitest";
import { payments } from "../src/service.ts";

const AMOUNT = { amount: 1800, currency: "USD" };
const WITHIN_MS = 20_000;

let campus: TestCampus;
beforeAll(async () => {
  campus = await startCampus({ services: [payments] });
});
afterAll(() => campus.stop());

describe("taking a payment", () => {
  test("takes it once, however often it is asked for", async () => {
    const orderId = crypto.randomUUID();
    const answers = await Promise.all(Array.from({ length: 4 }, () => take(orderId, "sim_ok")));
    answers.push(await take(orderId, "sim_ok"));
    const [{ paymentId } = { paymentId: "" }] = answers;
    for (const answer of answers) expect(answer).toEqual({ outcome: "received", paymentId });
    expect(await captures(orderId)).toMatchObject([{ amount: AMOUNT, refunds: [] }]);
  });

  test.each([
    ["declines", "sim_declined", "card_declined"],
    ["does not understand", "stolen", "invalid_payment_token"],
  ])("says what the provider %s, and again", async (_, token, reason) => {
    const orderId = crypto.randomUUID();
    for (const _again of [1, 2]) {
      expect(await take(orderId, token)).toMatchObject({ outcome: "declined", reason });
    }
    expect(await captures(orderId)).toEqual([]);
  });

  test.each(["sim_timeout", "sim_late"])("asks until the provider knows: %s", async (token) => {
    const orderId = crypto.randomUUID();
    const { outcome } = await untilAnswered(() => take(orderId, token));
    expect(outcome).toBe("received");
    expect(await captures(orderId)).toHaveLength(1);
  });

  test("hears a late word though nobody asks again: the provider tells", async () => {
    const orderId = crypto.randomUUID();
    // In time or too late for this answer; nobody asks for another.
    await take(orderId, "sim_late").catch(() => {});
    await eventually(() => statusOf(orderId), {
      ...{ withinMs: WITHIN_MS, what: "the notice" },
      until: (status) => status === "received",
    });
    expect(await captures(orderId)).toHaveLength(1);
  });

  test("asks nobody when there is nothing to pay", async () => {
    const orderId = crypto.randomUUID();
    const free = { amount: 0, currency: "USD" };
    const request = { orderId, amount: free, paymentToken: "sim_ok" };
    expect(await campus.platform.ask(takePayment, request)).toMatchObject({ outcome: "received" });
    expect(await captures(orderId)).toEqual([]);
    expect(await refund(orderId)).toMatchObject({ outcome: "refunded" });
  });
});

describe("refunding a payment", () => {
  test("gives it back once, however often it is asked for, and takes it no more", async () => {
    const orderId = crypto.randomUUID();
    const { paymentId } = await take(orderId, "sim_ok");
    for (const _again of [1, 2]) {
      expect(await refund(orderId)).toEqual({ outcome: "refunded", paymentId });
    }
    expect(await captures(orderId)).toMatchObject([{ refunds: [{ amount: AMOUNT }] }]);
    expect(await take(orderId, "sim_ok")).toMatchObject({ outcome: "declined" });
    expect(await captures(orderId)).toHaveLength(1);
  });

  test("that fails twice succeeds when it is asked for once more", async () => {
    const orderId = crypto.randomUUID();
    await take(orderId, "sim_refund_fails");
    let failures = 0;
    await eventually(
      () =>
        refund(orderId).catch((error: unknown) => {
          if (isQuadError(error, "CALL_UNANSWERED")) failures++;
          throw error;
        }),
      { withinMs: WITHIN_MS, what: "the refund" },
    );
    expect(failures).toBe(2);
    expect(await captures(orderId)).toMatchObject([{ refunds: [{ amount: AMOUNT }] }]);
  });

  test("has nothing to give back when nothing was taken", async () => {
    const orderId = crypto.randomUUID();
    expect(await refund(orderId)).toEqual({ outcome: "nothing-taken" });
    await take(orderId, "sim_declined");
    expect(await refund(orderId)).toEqual({ outcome: "nothing-taken" });
  });
});

function take(orderId: string, paymentToken: string) {
  return campus.platform.ask(takePayment, { orderId, amount: AMOUNT, paymentToken });
}

function refund(orderId: string) {
  return campus.platform.ask(refundPayment, { orderId });
}

function untilAnswered<T>(call: () => Promise<T>): Promise<T> {
  return eventually(call, { withinMs: WITHIN_MS, what: "an answer" });
}

async function statusOf(orderId: string): Promise<string | undefined> {
  const response = await fetch(`${campus.url("payments")}/api/payments?order=${orderId}`);
  const { items } = (await response.json()) as { items: { status: string }[] };
  return items[0]?.status;
}

async function captures(orderId: string) {
  return (await campus.platform.port("charge")).captures(orderId);
}
