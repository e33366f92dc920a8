import { describe, expect, it as test } from "vitest";
import { isFree, isSettled, type Payment, settle } from "../src/payment.ts";

const PAYMENT: Payment = {
  id: "payment",
  orderId: "order",
  amount: { amount: 1800, currency: "USD" },
  paymentToken: "sim_ok",
  state: { status: "expected" },
};

describe("a payment", () => {
  test.each([
    [
      { status: "captured", captureId: "c" },
      { status: "received", captureId: "c" },
    ],
    [
      { status: "declined", reason: "card_declined" },
      { status: "declined", reason: "card_declined" },
    ],
    [{ status: "invalid" }, { status: "declined", reason: "invalid_payment_token" }],
  ] as const)("when the provider says %o, ends as %o", (outcome, state) => {
    expect(settle(outcome)).toEqual(state);
    expect(isSettled(settle(outcome))).toBe(true);
  });

  test("is open while it is expected or charging", () => {
    expect(isSettled({ status: "expected" })).toBe(false);
    expect(isSettled({ status: "charging" })).toBe(false);
  });

  test("of nothing is free", () => {
    expect(isFree(PAYMENT)).toBe(false);
    expect(isFree({ ...PAYMENT, amount: { amount: 0, currency: "USD" } })).toBe(true);
  });
});
