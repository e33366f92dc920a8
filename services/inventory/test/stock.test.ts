import fc from "fast-check";
import { describe, expect, it as test } from "vitest";
import {
  available,
  openStock,
  recount,
  release,
  reserve,
  type Stock,
  sell,
  shortages,
} from "../src/stock.ts";

const TEN = openStock("moby", 10);
const THREE_ASIDE = reserve(TEN, 3);

describe("given ten copies", () => {
  test("when three are set aside, then seven are for sale", () => {
    expect(THREE_ASIDE).toMatchObject({ onHand: 10, reserved: 3, sold: 0 });
    expect(available(THREE_ASIDE)).toBe(7);
  });

  test("when the three are sold, then they are gone and the number for sale is the same", () => {
    const sold = sell(THREE_ASIDE, 3);
    expect(sold).toMatchObject({ onHand: 7, reserved: 0, sold: 3, version: THREE_ASIDE.version });
    expect(available(sold)).toBe(7);
  });

  test("when the three are released, then all are for sale again", () => {
    expect(release(THREE_ASIDE, 3)).toMatchObject({ onHand: 10, reserved: 0, sold: 0 });
  });

  test("when more are asked for, then that is a shortage, and reserving them is a mistake", () => {
    const stocks = new Map([["moby", THREE_ASIDE]]);
    const lines = [
      { bookId: "moby", quantity: 8 },
      { bookId: "emma", quantity: 1 },
    ];
    expect(shortages(stocks, lines)).toEqual([
      { bookId: "moby", requested: 8, available: 7 },
      { bookId: "emma", requested: 1, available: 0 },
    ]);
    expect(shortages(stocks, [{ bookId: "moby", quantity: 7 }])).toEqual([]);
    expect(() => reserve(THREE_ASIDE, 8)).toThrow(TypeError);
  });

  test("when they are counted, then not fewer than are set aside", () => {
    expect(recount(THREE_ASIDE, 3)).toMatchObject({ onHand: 3, reserved: 3 });
    expect(recount(THREE_ASIDE, 10)).toBe(THREE_ASIDE);
    expect(() => recount(THREE_ASIDE, 2)).toThrow(
      expect.objectContaining({
        code: "STOCK_BELOW_RESERVED",
        details: { reserved: 3, onHand: 2 },
      }),
    );
  });
});

describe("over any story of orders", () => {
  const order = fc.record({
    quantity: fc.integer({ min: 1, max: 5 }),
    end: fc.constantFrom("sold", "released", "open"),
    endsAfter: fc.nat(6),
  });

  test("copies are conserved, never negative, and the version tells of every change", () => {
    fc.assert(
      fc.property(fc.nat(20), fc.array(order, { maxLength: 40 }), (copies, orders) => {
        let stock = openStock("moby", copies);
        const open: { quantity: number; end: string; endsAfter: number }[] = [];
        const step = (after: Stock) => {
          expect(after.onHand + after.sold).toBe(copies);
          expect(Math.min(after.onHand, after.reserved, available(after))).toBeGreaterThanOrEqual(0);
          expect(after.version > stock.version).toBe(available(after) !== available(stock));
          stock = after;
        };
        for (const next of orders) {
          const line = { bookId: "moby", quantity: next.quantity };
          if (shortages(new Map([["moby", stock]]), [line]).length === 0) {
            step(reserve(stock, next.quantity));
            open.push({ ...next });
          }
          for (const due of open.filter(({ endsAfter }) => endsAfter === open.length)) {
            if (due.end === "sold") step(sell(stock, due.quantity));
            if (due.end === "released") step(release(stock, due.quantity));
            if (due.end !== "open") open.splice(open.indexOf(due), 1);
          }
          expect(stock.reserved).toBe(open.reduce((sum, { quantity }) => sum + quantity, 0));
        }
      }),
    );
  });
});
