import { moneyText } from "@quad/contracts";
import { expect, test } from "vitest";

test.each([
  [1800, "USD", "$18.00"],
  [1_234_567, "EUR", "€12,345.67"],
  [1800, "JPY", "¥1,800"],
  [1800, "KWD", "KWD\u00a01.800"],
])("%i minor units of %s are %s", (amount, currency, text) => {
  expect(moneyText({ amount, currency })).toBe(text);
});
