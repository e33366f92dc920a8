import {
  type NoticeDelivery,
  SIMULATED_SIGNATURE_HEADER,
  signSimulatedNotice,
  writeSimulatedNotice,
} from "@quad/charge";
import { MANUAL_CHARGE, MANUAL_TOKENS, type ManualCharge } from "@quad/charge/testing";
import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import {
  orderCreated,
  paymentDeclined,
  paymentReceived,
  refundPayment,
  refundReturn,
  stockReserved,
  takePayment,
} from "@quad/contracts";
import { eventually } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, it as test } from "vitest";
import { PaymentWatch } from "../src/payment-watch.ts";
import { payments } from "../src/service.ts";

const TOTAL = { amount: 1800, currency: "USD" };
const WITHIN_MS = 20_000;

/** The service's own, within reach. */
const watch = new PaymentWatch();
const service = { ...payments, resources: () => ({ watch }) as never };

let campus: TestCampus;
let bus: Awaited<ReturnType<typeof bystander>>;
let provider: ManualCharge;

beforeAll(async () => {
  campus = await startCampus({ services: [service], environment: { QUAD_CHARGE: MANUAL_CHARGE } });
  bus = await bystander(campus, [paymentReceived, paymentDeclined]);
  provider = (await campus.platform.port("charge")) as ManualCharge;
});
afterAll(() => campus.stop());

describe("a late notice", () => {
  test("settles a payment that an event asked for, once, and that is said", async () => {
    const orderId = await ordered(MANUAL_TOKENS.late);
    const notice = provider.decide(orderId, "captured");
    for (const _again of [1, 2]) expect(await post(notice)).toBe(204);
    await bus.hear(paymentReceived, orderId);
    expect(await list(orderId)).toMatchObject([{ status: "received" }]);
    await bus.idle("payments");
    expect(bus.heard(paymentReceived, orderId)).toHaveLength(1);
    expect(await provider.captures(orderId)).toHaveLength(1);
  });

  test("of a refusal says that, and another word afterwards changes nothing", async () => {
    const orderId = await ordered(MANUAL_TOKENS.late);
    expect(await post(provider.decide(orderId, "declined"))).toBe(204);
    const { reason } = await bus.hear(paymentDeclined, orderId);
    expect(reason).toBe("card_declined");
    expect(await post(provider.decide(orderId, "captured"))).toBe(204);
    expect(await list(orderId)).toMatchObject([{ status: "declined" }]);
    expect(bus.heard(paymentReceived, orderId)).toEqual([]);
  });

  test("answers the call that waits for it, without another question to the provider", async () => {
    const orderId = crypto.randomUUID();
    const taken = take(orderId, MANUAL_TOKENS.late);
    await asked(orderId);
    using word = watch.listen(orderId, campus.platform.clock);
    await post(provider.decide(orderId, "captured"));
    await word.heard(Number.POSITIVE_INFINITY);
    // A machine that is too busy to be in time asks once more.
    const answer = await taken.catch(() => take(orderId, MANUAL_TOKENS.late));
    expect(answer).toMatchObject({ outcome: "received" });
    expect(provider.asked(orderId)).toBe(1);
    const later = await ordered(MANUAL_TOKENS.ok);
    await bus.hear(paymentReceived, later);
    expect(bus.heard(paymentReceived, orderId), "whoever asked knows").toEqual([]);
  });
});

describe("a notice before the answer", () => {
  test.each(["captured", "declined"] as const)("%s: the answer changes nothing", async (kind) => {
    const orderId = await ordered(MANUAL_TOKENS.slow);
    const event = kind === "captured" ? paymentReceived : paymentDeclined;
    await post(provider.decide(orderId, kind));
    await bus.hear(event, orderId);
    provider.answer(orderId);
    await bus.idle("payments");
    expect(bus.heard(event, orderId)).toHaveLength(1);
    expect(provider.asked(orderId)).toBe(1);
  });
});

describe("a notice about a refund", () => {
  test("puts it on record, once, before it is asked for again", async () => {
    const { orderId, paymentId } = await paid();
    const returnId = crypto.randomUUID();
    await expect(giveBack(orderId, 500, returnId)).rejects.toThrow("has not said yet");
    const notice = provider.decideRefund(returnId, "refunded");
    for (const _again of [1, 2]) expect(await post(notice)).toBe(204);
    expect(await list(orderId)).toMatchObject([{ refunds: [{ status: "refunded" }] }]);
    expect(await giveBack(orderId, 500, returnId)).toEqual({ outcome: "refunded", paymentId });
    expect(await provider.captures(orderId)).toMatchObject([{ refunds: [{}] }]);
  });

  test("of a whole payment closes it", async () => {
    const { orderId, paymentId } = await paid();
    await expect(refundRest(orderId)).rejects.toThrow("has not said yet");
    await post(provider.decideRefund(paymentId, "refunded"));
    expect(await list(orderId)).toMatchObject([{ status: "refunded" }]);
    expect(await refundRest(orderId)).toEqual({ outcome: "refunded", paymentId });
  });

  test("that failed refuses it for good, also when it comes first or after a success", async () => {
    const { orderId } = await paid();
    const [early, late] = [crypto.randomUUID(), crypto.randomUUID()];
    for (const returnId of [early, late]) {
      await expect(giveBack(orderId, 500, returnId)).rejects.toThrow("has not said yet");
    }
    const success = provider.decideRefund(early, "refunded");
    await post(provider.decideRefund(early, "refund-failed"));
    await post(success);
    await post(provider.decideRefund(late, "refunded"));
    await post(provider.decideRefund(late, "refund-failed"));
    const refused = { code: "PAYMENT_NOT_REFUNDED", details: { reason: "account_closed" } };
    for (const returnId of [early, late]) {
      await expect(giveBack(orderId, 500, returnId)).rejects.toMatchObject(refused);
    }
    const failed = { status: "failed", reason: "account_closed" };
    expect(await list(orderId)).toMatchObject([{ refunds: [failed, failed] }]);
  });

  test("is waited for by no other return: what is asked for is not promised twice", async () => {
    // The first rounds open connections, so that later ones meet in the database.
    for (let round = 0; round < 20; round++) {
      const { orderId } = await paid();
      const returns = Array.from({ length: 4 }, () => giveBack(orderId, 1000));
      await Promise.allSettled(returns);
      const [payment] = await list(orderId);
      const statuses = payment?.refunds.map(({ status }) => status).sort();
      expect(statuses, `round ${round}`).toEqual(["asked", "refused", "refused", "refused"]);
    }
  });
});

describe("a notice that is not the provider's is refused and changes nothing", () => {
  test.each<[string, (notice: NoticeDelivery) => NoticeDelivery]>([
    [
      "of another body",
      (notice) => ({ ...notice, body: notice.body.replace("captured", "declined") }),
    ],
    ["with one more byte", (notice) => ({ ...notice, body: `${notice.body} ` })],
    ["without a signature", ({ body }) => ({ body, headers: {} })],
    [
      "with another's signature",
      ({ body }) => ({ body, headers: { [SIMULATED_SIGNATURE_HEADER]: "t=1,v1=00" } }),
    ],
    ["of nothing", ({ headers }) => ({ body: "", headers })],
  ])("%s", async (_, forge) => {
    const orderId = await ordered(MANUAL_TOKENS.late);
    const notice = provider.decide(orderId, "captured");
    expect(await post(forge(notice))).toBe(400);
    expect(await list(orderId)).toMatchObject([{ status: "charging" }]);
    expect(await post(notice), "the real one").toBe(204);
  });

  test("and says why", async () => {
    const response = await send({ body: "{}", headers: {} });
    expect(await response.json()).toMatchObject({
      status: 400,
      code: "CHARGE_NOTICE_INVALID",
      reason: "it has no signature",
    });
  });
});

test("a notice about what the books do not know is taken and forgotten", async () => {
  const [one, other] = [await ordered(MANUAL_TOKENS.late), await ordered(MANUAL_TOKENS.late)];
  const secret = campus.platform.secret("port/charge", "notices");
  const [payment] = await list(one);
  const head = { noticeId: "n", at: new Date(), kind: "captured", captureId: "c" } as const;
  for (const about of [
    { idempotencyKey: crypto.randomUUID(), reference: crypto.randomUUID() },
    { idempotencyKey: "somebody's key", reference: "somebody's order" },
    { idempotencyKey: payment?.id ?? "", reference: other },
    { idempotencyKey: crypto.randomUUID(), reference: one },
  ]) {
    const body = writeSimulatedNotice({ ...head, ...about });
    expect(await post(signSimulatedNotice(body, secret, new Date()))).toBe(204);
  }
  for (const orderId of [one, other]) {
    expect(await list(orderId)).toMatchObject([{ status: "charging" }]);
    await post(provider.decide(orderId, "captured"));
  }
});

/** An order that the provider has been asked to charge. */
async function ordered(paymentToken: string): Promise<string> {
  const orderId = crypto.randomUUID();
  const order = { ...orderCreated.example, orderId, paymentToken, total: TOTAL };
  await bus.say(orderCreated, order);
  await bus.say(stockReserved, { ...stockReserved.example, orderId });
  await asked(orderId);
  return orderId;
}

function asked(orderId: string): Promise<number> {
  return eventually(async () => provider.asked(orderId), {
    ...{ withinMs: WITHIN_MS, what: "the provider to be asked" },
    until: (count) => count > 0,
  });
}

async function paid(): Promise<{ orderId: string; paymentId: string }> {
  const orderId = crypto.randomUUID();
  const { paymentId } = await take(orderId, MANUAL_TOKENS.ok);
  return { orderId, paymentId };
}

function take(orderId: string, paymentToken: string) {
  return campus.platform.ask(takePayment, { orderId, amount: TOTAL, paymentToken });
}

function giveBack(orderId: string, amount: number, returnId: string = crypto.randomUUID()) {
  return campus.platform.ask(refundReturn, { orderId, returnId, amount: { ...TOTAL, amount } });
}

function refundRest(orderId: string) {
  return campus.platform.ask(refundPayment, { orderId });
}

function send({ body, headers }: NoticeDelivery): Promise<Response> {
  return fetch(`${campus.url("payments")}/api/payments/notices`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(headers as Record<string, string>) },
    body,
  });
}

async function post(notice: NoticeDelivery): Promise<number> {
  const response = await send(notice);
  await response.body?.cancel();
  return response.status;
}

interface Seen {
  readonly id: string;
  readonly status: string;
  readonly refunds: readonly { status: string }[];
}

async function list(orderId: string): Promise<Seen[]> {
  const response = await fetch(`${campus.url("payments")}/api/payments?order=${orderId}`);
  return ((await response.json()) as { items: Seen[] }).items;
}
