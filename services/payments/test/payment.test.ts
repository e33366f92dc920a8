import { describe, expect, it as test } from "vitest";
import { contradicts, isFree, isOpen, type Payment, settle } from "../src/domain/payment.ts";

const PAYMENT: Payment = {
  id: "payment",
  orderId: "order",
  amount: { amount: 1800, currency: "USD" },
  paymentToken: "sim_ok",
  toldBy: "event",
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
    expect(isOpen(settle(outcome))).toBe(false);
  });

  test("is open while it is expected or charging", () => {
    expect(isOpen({ status: "expected" })).toBe(true);
    expect(isOpen({ status: "charging" })).toBe(true);
    expect(isOpen({ status: "void" })).toBe(false);
  });

  test("contradicts the provider's word when only one of them says that money was taken", () => {
    const taken = { status: "received", captureId: "c" } as const;
    const declined = { status: "declined", reason: "card_declined" } as const;
    expect(contradicts(taken, taken)).toBe(false);
    expect(contradicts(taken, { status: "refunded", captureId: "c" })).toBe(false);
    expect(contradicts(declined, declined)).toBe(false);
    expect(contradicts(taken, declined)).toBe(true);
    expect(contradicts(taken, { status: "void" })).toBe(true);
    expect(contradicts(declined, taken)).toBe(true);
  });

  test("of nothing is free", () => {
    expect(isFree(PAYMENT)).toBe(false);
    expect(isFree({ ...PAYMENT, amount: { amount: 0, currency: "USD" } })).toBe(true);
  });
});
