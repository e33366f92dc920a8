import { orderCancelled, orderConfirmed } from "@quad/contracts";
import { describe, expect, it as test } from "vitest";
import { cancellationMail, confirmationMail, moneyText } from "../src/order-mail.ts";

describe("the mail about an order", () => {
  test("that is confirmed is a receipt", () => {
    const { kind, to, subject, text } = confirmationMail(orderConfirmed.example);
    expect(kind).toBe("order_confirmed");
    expect(to).toEqual({ name: "Ada Example", email: "ada@example.org" });
    expect(subject).toBe("Your order 0c5f2a10 is confirmed");
    expect(text).toBe(
      [
        "Dear Ada Example,",
        "Thank you for your order. It is paid, and the books are yours:",
        "  2 × Moby-Dick; or, The Whale: $36.00\n  Total: $36.00",
        "Keep this mail: it is your receipt.",
        "Order 018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
        "The campus bookstore",
        "",
      ].join("\n\n"),
    );
  });

  test.each([
    ["out_of_stock", "there were not enough copies left"],
    ["payment_declined", "your payment was declined"],
  ] as const)("that was cancelled says why (%s), and that no money was taken", (reason, words) => {
    const { kind, subject, text } = cancellationMail({ ...orderCancelled.example, reason });
    expect(kind).toBe("order_cancelled");
    expect(subject).toMatch(/was cancelled$/);
    expect(text).toContain(words);
    expect(text).toContain("No money was taken");
    expect(text).toContain("2 × Moby-Dick");
  });
});

test.each([
  [1800, "USD", "$18.00"],
  [1_234_567, "EUR", "€12,345.67"],
  [1800, "JPY", "¥1,800"],
  [1800, "KWD", "KWD\u00a01.800"],
])("%i minor units of %s are %s", (amount, currency, text) => {
  expect(moneyText({ amount, currency })).toBe(text);
});
