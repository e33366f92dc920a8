import { describe, expect, it as test } from "vitest";
import type { Payment } from "../src/domain/payment.ts";
import { leftOf, openRefund, type Refund, type RefundState } from "../src/domain/refund.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });
const PAID: Payment = {
  id: "payment",
  orderId: "order",
  amount: usd(1000),
  paymentToken: "sim_ok",
  toldBy: "answer",
  state: { status: "received", captureId: "capture" },
};

function refund(amount: number, status: "asked" | "refunded" | "failed" | "refused"): Refund {
  const state: RefundState = status === "failed" ? { status, reason: "closed" } : { status };
  return { id: `return of ${amount}`, orderId: "order", amount: usd(amount), state };
}

describe("given a payment of ten dollars", () => {
  test("all of it is left until something is given back", () => {
    expect(leftOf(PAID, [])).toBe(1000);
    expect(leftOf(PAID, [refund(100, "refunded"), refund(200, "refunded")])).toBe(700);
  });

  test("what the provider is asked for is gone already, and so is what a person has to pay", () => {
    expect(leftOf(PAID, [refund(300, "asked")])).toBe(700);
    expect(leftOf(PAID, [refund(300, "failed")])).toBe(700);
    expect(leftOf(PAID, [refund(2000, "refused")])).toBe(1000);
  });

  test("nothing is left of one that took nothing, not even nothing", () => {
    for (const status of ["expected", "charging", "void"] as const) {
      expect(leftOf({ ...PAID, state: { status } }, [])).toBeNull();
    }
    expect(leftOf({ ...PAID, state: { status: "declined", reason: "x" } }, [])).toBeNull();
  });
});

test.each([
  [500, 500, "asked"],
  [501, 500, "refused"],
  [0, 500, "refunded"],
  [0, 0, "refunded"],
  [0, null, "refused"],
] as const)("a refund of %s when %s is left is %s", (amount, left, status) => {
  expect(openRefund(refund(amount, "asked"), left).state).toEqual({ status });
});
