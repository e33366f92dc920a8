import { ORDER_AMOUNT_MAX } from "@quad/contracts/limits";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { priceOrder } from "../src/domain/price-order.ts";

const MOBY = { bookId: "moby", title: "Moby-Dick", price: { amount: 1800, currency: "USD" } };
const EMMA = { bookId: "emma", title: "Emma", price: { amount: 950, currency: "USD" } };

describe("pricing an order", () => {
  test("takes the title and price of each book and adds them up", () => {
    const { lines, total } = priceOrder(
      [
        { bookId: "emma", quantity: 2 },
        { bookId: "moby", quantity: 1 },
      ],
      [MOBY, EMMA],
    );
    expect(lines.map(({ title, quantity }) => [title, quantity])).toEqual([
      ["Emma", 2],
      ["Moby-Dick", 1],
    ]);
    expect(total).toEqual({ amount: 3700, currency: "USD" });
  });

  test("names every book that is not for sale", () => {
    const wishes = ["emma", "ghost", "shade"].map((bookId) => ({ bookId, quantity: 1 }));
    expect(() => priceOrder(wishes, [EMMA])).toThrow(
      expect.objectContaining({ code: "BOOK_UNKNOWN", details: { bookIds: ["ghost", "shade"] } }),
    );
  });

  test("refuses one book twice, two currencies, and a sum beyond the limit", () => {
    const wish = { bookId: "emma", quantity: 1 };
    expect(() => priceOrder([wish, wish], [EMMA])).toThrow(
      expect.objectContaining({ code: "BOOK_REPEATED" }),
    );
    const inEuro = { ...MOBY, price: { amount: 1800, currency: "EUR" } };
    expect(() => priceOrder([wish, { bookId: "moby", quantity: 1 }], [EMMA, inEuro])).toThrow(
      expect.objectContaining({ code: "CURRENCIES_MIXED" }),
    );
    const dear = { ...MOBY, price: { amount: ORDER_AMOUNT_MAX, currency: "USD" } };
    expect(() => priceOrder([{ bookId: "moby", quantity: 2 }], [dear])).toThrow(
      expect.objectContaining({ code: "ORDER_TOO_DEAR" }),
    );
  });

  test("has a total that is the sum of its lines, for any prices and quantities", () => {
    const wishes = fc.uniqueArray(
      fc.record({ bookId: fc.uuid(), quantity: fc.integer({ min: 1, max: 99 }) }),
      { selector: ({ bookId }) => bookId, minLength: 1, maxLength: 20 },
    );
    const amounts = fc.array(fc.nat(10_000), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(wishes, amounts, (wished, prices) => {
        const books = wished.map(({ bookId }, index) => ({
          bookId,
          title: bookId,
          price: { amount: prices[index] ?? 0, currency: "USD" },
        }));
        const { lines, total } = priceOrder(wished, books);
        const sum = lines.reduce((all, line) => all + line.quantity * line.unitPrice.amount, 0);
        expect(total.amount).toBe(sum);
        expect(Number.isSafeInteger(total.amount)).toBe(true);
      }),
    );
  });
});
