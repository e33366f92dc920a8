import { COPIES_MAX, LINES_MAX } from "@quad/contracts/limits";
import fc from "fast-check";
import { describe, expect, it as test } from "vitest";
import { type CartLine, countOf, lineTotal, mustHaveRoom, totalOf } from "../src/domain/cart.ts";

function line(amount: number, quantity: number, currency = "USD"): CartLine {
  const book = { bookId: "moby", title: "Moby-Dick", authors: ["Herman Melville"] };
  return { ...book, quantity, price: { amount, currency }, available: null, removed: false };
}

describe("a cart", () => {
  test("adds up its lines", () => {
    const lines = [line(1800, 2), line(950, 1)];
    expect(lines.map(lineTotal).map(({ amount }) => amount)).toEqual([3600, 950]);
    expect(totalOf(lines)).toEqual({ amount: 4550, currency: "USD" });
    expect(countOf(lines)).toBe(3);
  });

  test("has no total when it is empty, or in several currencies", () => {
    expect(totalOf([])).toBeNull();
    expect(totalOf([line(1, 1), line(1, 1, "EUR")])).toBeNull();
    expect(countOf([])).toBe(0);
  });

  test("has room for so many different books", () => {
    expect(() => mustHaveRoom(LINES_MAX - 1)).not.toThrow();
    expect(() => mustHaveRoom(LINES_MAX)).toThrow(expect.objectContaining({ code: "CART_FULL" }));
  });

  test("has a total that is exact for any prices and quantities that are allowed", () => {
    const lines = fc.array(
      fc.tuple(fc.nat(1_000_000_000), fc.integer({ min: 1, max: COPIES_MAX })),
      { minLength: 1, maxLength: LINES_MAX },
    );
    fc.assert(
      fc.property(lines, (pairs) => {
        const total = totalOf(pairs.map(([amount, quantity]) => line(amount, quantity)));
        const exact = pairs.reduce(
          (sum, [amount, quantity]) => sum + BigInt(amount * quantity),
          0n,
        );
        expect(BigInt(total?.amount ?? -1)).toBe(exact);
      }),
    );
  });
});
