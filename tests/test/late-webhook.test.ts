import type { NoticeDelivery } from "@quad/charge";
import { MANUAL_CHARGE, MANUAL_TOKENS, type ManualCharge } from "@quad/charge/testing";
import { startCampus, type TestCampus } from "@quad/chassis/testing";
import { eventually } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shop } from "../src/shop.ts";
import { services } from "../src/shop-services.ts";

const WITHIN_MS = 30_000;

/** A provider that says `pending` for ever, and tells what it decided by its webhook alone. */
describe.each(["orchestrated", "choreographed"])("a late webhook, %s", (flow) => {
  let campus: TestCampus;
  let provider: ManualCharge;
  beforeAll(async () => {
    const environment = { QUAD_CHECKOUT: flow, QUAD_CHARGE: MANUAL_CHARGE };
    campus = await startCampus({ services, environment });
    provider = (await campus.platform.port("charge")) as ManualCharge;
  });
  afterAll(() => campus.stop());

  /** An order that the provider has been asked to charge, and has not answered for. */
  let books = 0;
  async function undecided(paymentToken: string) {
    const counter = shop(campus.url("gateway"));
    const bookId = (await counter.anyBooks(10))[books++] ?? "";
    const before = await counter.stock(bookId);
    const { id } = await counter.placeOrder([{ bookId, quantity: 1 }], { paymentToken });
    await eventually(async () => provider.asked(id), {
      ...{ withinMs: WITHIN_MS, what: "the provider to be asked" },
      until: (count) => count > 0,
    });
    return { ...counter, id, before, stockNow: () => counter.stock(bookId) };
  }

  test("that comes twice ends the order once, with one charge and one mail", async () => {
    const { id, settled, payments, notifications } = await undecided(MANUAL_TOKENS.late);
    expect(await payments(id)).toMatchObject([{ status: "charging" }]);
    const notice = provider.decide(id, "captured");
    for (const _again of [1, 2]) expect(await post(notice)).toBe(204);
    const view = await settled(id);
    expect(view).toMatchObject({ status: "confirmed", reason: null });
    expect(timesOf("payments.payment-received", view.timeline)).toBe(1);
    expect(await post(notice), "once more").toBe(204);
    expect(await provider.captures(id)).toMatchObject([{ amount: view.total, refunds: [] }]);
    expect(await payments(id)).toMatchObject([{ status: "received" }]);
    expect(await notifications(id)).toHaveLength(1);
  });

  test("that declines cancels the order and puts the copies back", async () => {
    const { id, before, settled, stockNow } = await undecided(MANUAL_TOKENS.late);
    expect(await post(provider.decide(id, "declined"))).toBe(204);
    expect(await settled(id)).toMatchObject({ status: "cancelled", reason: "payment_declined" });
    await eventually(stockNow, {
      ...{ withinMs: WITHIN_MS, what: "the copies are back" },
      until: ({ onHand, reserved }) => onHand === before.onHand && reserved === 0,
    });
    expect(await provider.captures(id)).toEqual([]);
  });

  test("that comes before the answer counts, and the answer changes nothing", async () => {
    const { id, settled, payments } = await undecided(MANUAL_TOKENS.slow);
    expect(await post(provider.decide(id, "captured"))).toBe(204);
    expect(await payments(id)).toMatchObject([{ status: "received" }]);
    provider.answer(id);
    const view = await settled(id);
    expect(view.status).toBe("confirmed");
    expect(timesOf("payments.payment-received", view.timeline)).toBe(1);
    expect(await provider.captures(id)).toHaveLength(1);
  });

  test("that is not the provider's is refused and changes nothing", async () => {
    const { id, settled, payments } = await undecided(MANUAL_TOKENS.late);
    const notice = provider.decide(id, "declined");
    const forged = notice.body.replace("declined", "captured");
    expect(await post({ ...notice, body: forged })).toBe(400);
    expect(await payments(id)).toMatchObject([{ status: "charging" }]);
    expect(await post(notice)).toBe(204);
    expect(await settled(id)).toMatchObject({ status: "cancelled" });
  });

  /** As the provider would: to the public door. */
  async function post({ body, headers }: NoticeDelivery): Promise<number> {
    const response = await fetch(`${campus.url("gateway")}/api/payments/notices`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(headers as Record<string, string>) },
      body,
    });
    await response.body?.cancel();
    return response.status;
  }
});

function timesOf(event: string, timeline: readonly { event: string }[]): number {
  return timeline.filter((entry) => entry.event === event).length;
}
