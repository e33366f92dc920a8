import { startCampus, type TestCampus } from "@quad/chassis/testing";
import { refundPayment, refundReturn, takePayment } from "@quad/contracts";
import { eventually, seededRandom } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, it as test } from "vitest";
import { payments } from "../src/service.ts";

const TOTAL = 1800;
const WITHIN_MS = 30_000;
const EXCEEDS = { outcome: "exceeds-payment" };
const usd = (amount: number) => ({ amount, currency: "USD" });

let campus: TestCampus;
beforeAll(async () => {
  campus = await startCampus({ services: [payments] });
});
afterAll(() => campus.stop());

describe("money for copies that came back", () => {
  test("is given back once a return, however often and at once it is asked for", async () => {
    const { orderId, paymentId } = await paid();
    const returnId = crypto.randomUUID();
    const asked = Array.from({ length: 6 }, () => giveBack(orderId, 500, returnId));
    for (const answer of await Promise.all(asked)) {
      expect(answer).toEqual({ outcome: "refunded", paymentId });
    }
    expect(await giveBack(orderId, 500, returnId)).toEqual({ outcome: "refunded", paymentId });
    expect(await given(orderId)).toEqual([500]);
    expect(await list(orderId)).toMatchObject([
      {
        status: "received",
        refunds: [{ returnId, amount: usd(500), status: "refunded", reason: null }],
      },
    ]);
  });

  test("is never more than was taken, however many returns come at once", async () => {
    const { orderId } = await paid();
    const returns = Array.from({ length: 6 }, () => giveBack(orderId, 500));
    const outcomes = (await Promise.all(returns)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "refunded")).toHaveLength(3);
    expect(await given(orderId)).toEqual([500, 500, 500]);
    expect(await giveBack(orderId, 301)).toEqual(EXCEEDS);
    expect(await giveBack(orderId, 300)).toMatchObject({ outcome: "refunded" });
  });

  test("keeps its answer: a return that was too much stays so", async () => {
    const { orderId } = await paid();
    const returnId = crypto.randomUUID();
    for (const _again of [1, 2])
      expect(await giveBack(orderId, TOTAL + 1, returnId)).toEqual(EXCEEDS);
    expect(await list(orderId)).toMatchObject([{ refunds: [{ returnId, status: "refused" }] }]);
    expect(await given(orderId)).toEqual([]);
  });

  test("leaves the payment taken: asked for once more, it is still received", async () => {
    const { orderId, paymentId } = await paid();
    await giveBack(orderId, TOTAL);
    expect(await take(orderId)).toEqual({ outcome: "received", paymentId });
  });

  test("is not there when nothing was taken", async () => {
    const orderId = crypto.randomUUID();
    expect(await giveBack(orderId, 100)).toEqual(EXCEEDS);
    await take(orderId, "sim_declined");
    expect(await giveBack(orderId, 100)).toEqual(EXCEEDS);
    expect(await giveBack(orderId, 0)).toEqual(EXCEEDS);
  });

  test("of an order that cost nothing is nothing, and nobody is asked", async () => {
    const orderId = crypto.randomUUID();
    await campus.platform.ask(takePayment, { orderId, amount: usd(0), paymentToken: "sim_ok" });
    expect(await giveBack(orderId, 0)).toMatchObject({ outcome: "refunded" });
    expect(await giveBack(orderId, 1)).toEqual(EXCEEDS);
    expect(await refundRest(orderId)).toMatchObject({ outcome: "refunded" });
    expect(await captures(orderId)).toEqual([]);
  });

  test("is refused under the id of another refund, or in another currency", async () => {
    const [one, other] = [await paid(), await paid()];
    const returnId = crypto.randomUUID();
    await giveBack(one.orderId, 100, returnId);
    const reused = { code: "REFUND_REUSED" };
    await expect(giveBack(one.orderId, 200, returnId)).rejects.toMatchObject(reused);
    await expect(giveBack(other.orderId, 100, returnId)).rejects.toMatchObject(reused);
    await expect(giveBack(one.orderId, 100, one.paymentId)).rejects.toMatchObject(reused);
    const euros = { amount: 100, currency: "EUR" };
    const request = { orderId: one.orderId, returnId: crypto.randomUUID(), amount: euros };
    await expect(campus.platform.ask(refundReturn, request)).rejects.toMatchObject({
      code: "REFUND_CURRENCY_WRONG",
    });
    expect(await given(one.orderId)).toEqual([100]);
    expect(await given(other.orderId)).toEqual([]);
  });
});

describe("after returns, the refund of a whole payment", () => {
  test("gives back what is left, once, and closes it", async () => {
    const { orderId, paymentId } = await paid();
    await giveBack(orderId, 500);
    const asked = Array.from({ length: 4 }, () => refundRest(orderId));
    for (const answer of await Promise.all(asked)) {
      expect(answer).toEqual({ outcome: "refunded", paymentId });
    }
    expect(await given(orderId)).toEqual([500, TOTAL - 500]);
    expect(await giveBack(orderId, 1)).toEqual(EXCEEDS);
    expect(await list(orderId)).toMatchObject([
      {
        status: "refunded",
        refunds: [
          { status: "refunded" },
          { returnId: null, amount: usd(1300) },
          { status: "refused" },
        ],
      },
    ]);
  });

  test("asks nobody when nothing is left", async () => {
    const { orderId } = await paid();
    await giveBack(orderId, TOTAL);
    expect(await refundRest(orderId)).toMatchObject({ outcome: "refunded" });
    expect(await given(orderId)).toEqual([TOTAL]);
    expect(await take(orderId)).toMatchObject({ outcome: "declined" });
  });

  test("and a return at the same time share what there is", async () => {
    const { orderId } = await paid();
    await Promise.all([refundRest(orderId), giveBack(orderId, 700), refundRest(orderId)]);
    expect(sum(await given(orderId))).toBe(TOTAL);
  });

  test("that comes first leaves nothing to take later", async () => {
    const orderId = crypto.randomUUID();
    expect(await refundRest(orderId)).toEqual({ outcome: "nothing-taken" });
    expect(await take(orderId)).toMatchObject({ outcome: "declined", reason: "refunded" });
    expect(await captures(orderId)).toEqual([]);
    expect(await list(orderId)).toEqual([]);
  });
});

describe("a provider", () => {
  test.each([
    ["whose answer is lost", "sim_timeout"],
    ["that cannot be reached twice", "sim_refund_fails"],
  ])("%s is asked again with the same key", async (_, token) => {
    const { orderId } = await paid(token);
    const returnId = crypto.randomUUID();
    await expect(giveBack(orderId, 500, returnId)).rejects.toMatchObject({
      code: "CALL_UNANSWERED",
    });
    expect(await list(orderId)).toMatchObject([{ refunds: [{ returnId, status: "asked" }] }]);
    await untilAnswered(() => giveBack(orderId, 500, returnId));
    expect(await given(orderId)).toEqual([500]);
  });

  test("that has refunded before a crash, unknown to the books, refunds no more", async () => {
    const { orderId } = await paid();
    const returnId = crypto.randomUUID();
    const charge = await campus.platform.port("charge");
    const [{ captureId } = { captureId: "" }] = await captures(orderId);
    const reason = `return ${returnId}`;
    await charge.refund({ idempotencyKey: returnId, captureId, amount: 500, reason });
    expect(await giveBack(orderId, 500, returnId)).toMatchObject({ outcome: "refunded" });
    expect(await given(orderId)).toEqual([500]);
  });

  test("of which somebody has taken money past the books refuses more than there is", async () => {
    const { orderId } = await paid();
    const charge = await campus.platform.port("charge");
    const [{ captureId } = { captureId: "" }] = await captures(orderId);
    await charge.refund({ idempotencyKey: crypto.randomUUID(), captureId, amount: 1500 });
    const returnId = crypto.randomUUID();
    for (const _again of [1, 2]) expect(await giveBack(orderId, 500, returnId)).toEqual(EXCEEDS);
    await expect(refundRest(orderId)).rejects.toMatchObject({ code: "PAYMENT_NOT_REFUNDED" });
    expect(await given(orderId)).toEqual([1500]);
  });
});

describe("over any story of payments, returns and faults", () => {
  const TOKENS = ["sim_ok", "sim_timeout", "sim_refund_fails", "sim_late", "sim_unavailable"];

  test.each([1, 2, 3])(
    "no more is given back than was taken, and the books agree: %s",
    async (seed) => {
      const random = seededRandom(seed);
      const pick = (count: number) => Math.floor(random() * count);
      const orders = await Promise.all(TOKENS.map((token) => untilAnswered(() => paid(token))));
      const steps = Array.from({ length: 40 }, () => ({
        orderId: orders[pick(orders.length)]?.orderId ?? "",
        amount: pick(900),
        returnId: crypto.randomUUID(),
        isRest: random() < 0.06,
        times: 1 + pick(2),
      }));
      await Promise.all(
        steps.flatMap(({ orderId, amount, returnId, isRest, times }) =>
          Array.from({ length: times }, () =>
            untilAnswered<unknown>(() =>
              isRest ? refundRest(orderId) : giveBack(orderId, amount, returnId),
            ),
          ),
        ),
      );
      for (const { orderId } of orders) {
        const [payment] = await list(orderId);
        const refunds = payment?.refunds ?? [];
        const booked = refunds.filter(({ status }) => status === "refunded");
        const total = sum(booked.map(({ amount }) => amount.amount));
        expect(refunds.filter(({ status }) => status === "asked")).toEqual([]);
        expect(sum(await given(orderId))).toBe(total);
        expect(TOTAL - total).toBeGreaterThanOrEqual(0);
        await untilAnswered(() => refundRest(orderId));
        expect(sum(await given(orderId))).toBe(TOTAL);
      }
    },
  );
});

interface PaymentSeen {
  readonly status: string;
  readonly refunds: readonly { status: string; amount: { amount: number } }[];
}

async function paid(token = "sim_ok"): Promise<{ orderId: string; paymentId: string }> {
  const orderId = crypto.randomUUID();
  const { outcome, paymentId } = await untilAnswered(() => take(orderId, token));
  expect(outcome).toBe("received");
  return { orderId, paymentId };
}

function take(orderId: string, paymentToken = "sim_ok") {
  return campus.platform.ask(takePayment, { orderId, amount: usd(TOTAL), paymentToken });
}

function giveBack(orderId: string, amount: number, returnId: string = crypto.randomUUID()) {
  return campus.platform.ask(refundReturn, { orderId, returnId, amount: usd(amount) });
}

function refundRest(orderId: string) {
  return campus.platform.ask(refundPayment, { orderId });
}

function untilAnswered<T>(call: () => Promise<T>): Promise<T> {
  return eventually(call, { withinMs: WITHIN_MS, what: "an answer" });
}

async function captures(orderId: string) {
  return (await campus.platform.port("charge")).captures(orderId);
}

/** What the provider itself believes to have given back, oldest first. */
async function given(orderId: string): Promise<number[]> {
  const all = await captures(orderId);
  return all.flatMap(({ refunds }) => refunds.map(({ amount }) => amount.amount));
}

async function list(orderId: string): Promise<PaymentSeen[]> {
  const response = await fetch(`${campus.url("payments")}/api/payments?order=${orderId}`);
  return ((await response.json()) as { items: PaymentSeen[] }).items;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
