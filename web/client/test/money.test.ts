import { describe, expect, test } from "vitest";
import { amountOf, amountText } from "../src/money/amount-text.ts";
import { formatMoney } from "../src/money/format-money.ts";

test.each([
  [1800, "USD", "$18.00"],
  [5, "USD", "$0.05"],
  [1800, "JPY", "¥1,800"],
  [1800, "KWD", "KWD 1.800"],
  [1_000_000_000, "EUR", "€10,000,000.00"],
])("%i of %s is shown as %s", (amount, currency, text) => {
  // Intl puts a no-break space between a code and its digits.
  expect(formatMoney({ amount, currency }).replaceAll("\u00a0", " ")).toBe(text);
});

describe("an amount that is typed", () => {
  test.each([
    ["18", "USD", 1800],
    ["18.5", "USD", 1850],
    [" 18,50 ", "USD", 1850],
    ["0.29", "USD", 29],
    ["1800", "JPY", 1800],
    ["1.8", "KWD", 1800],
  ])("%s of %s is %i minor units", (text, currency, amount) => {
    expect(amountOf(text, currency)).toBe(amount);
  });

  test.each([
    ["", "USD"],
    ["-1", "USD"],
    ["18.505", "USD"],
    ["1e3", "USD"],
    ["1,800.00", "USD"],
    ["18.5", "JPY"],
    ["eighteen", "USD"],
  ])("%s is no amount of %s", (text, currency) => {
    expect(amountOf(text, currency)).toBeUndefined();
  });

  test.each(["USD", "JPY", "KWD"])("comes back as it was shown, in %s", (currency) => {
    for (const amount of [0, 1, 9, 10, 99, 100, 1001, 123_456_789]) {
      expect(amountOf(amountText(amount, currency), currency)).toBe(amount);
    }
  });
});
