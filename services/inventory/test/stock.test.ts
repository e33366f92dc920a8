import fc from "fast-check";
import { describe, expect, it as test } from "vitest";
import {
  available,
  linesLeft,
  MOVES,
  openStock,
  recount,
  type Stock,
  shortages,
} from "../src/domain/stock.ts";
import { moved } from "./moved.ts";

const TEN = openStock("moby", 10);
const THREE_ASIDE = moved(TEN, MOVES.reserve, 3);

describe("given ten copies", () => {
  test("when three are set aside, then seven are for sale", () => {
    expect(THREE_ASIDE).toMatchObject({ onHand: 10, reserved: 3, sold: 0 });
    expect(available(THREE_ASIDE)).toBe(7);
  });

  test("when the three are sold, then they are gone and the number for sale is the same", () => {
    const sold = moved(THREE_ASIDE, MOVES.sell, 3);
    expect(sold).toMatchObject({ onHand: 7, reserved: 0, sold: 3, version: THREE_ASIDE.version });
    expect(available(sold)).toBe(7);
  });

  test("when the three are released, then all are for sale again", () => {
    const released = moved(THREE_ASIDE, MOVES.release, 3);
    expect(released).toMatchObject({ onHand: 10, reserved: 0, sold: 0 });
  });

  test("when the three were sold and come back, then all are for sale again", () => {
    const sold = moved(THREE_ASIDE, MOVES.sell, 3);
    expect(moved(sold, MOVES.takeBack, 3)).toMatchObject({ onHand: 10, reserved: 0, sold: 0 });
  });

  test("when seven are sold at once, then nothing is left beside those set aside", () => {
    const sold = moved(THREE_ASIDE, MOVES.sellAtOnce, 7);
    expect(sold).toMatchObject({ onHand: 3, reserved: 3, sold: 7 });
    expect(() => moved(sold, MOVES.sellAtOnce, 1)).toThrow(TypeError);
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
    expect(() => moved(THREE_ASIDE, MOVES.reserve, 8)).toThrow(TypeError);
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

describe("of three copies of one book and one of another", () => {
  const lines = [
    { bookId: "moby", quantity: 3 },
    { bookId: "emma", quantity: 1 },
  ];
  const mobys = (quantity: number) => ({ bookId: "moby", quantity });

  test("when some came back, then the rest is left", () => {
    expect(linesLeft(lines, [])).toEqual(lines);
    expect(linesLeft(lines, [mobys(1), mobys(1)])).toEqual([mobys(1), lines[1]]);
    expect(linesLeft(lines, [mobys(3)])).toEqual([lines[1]]);
    expect(linesLeft(lines, lines)).toEqual([]);
  });

  test("when more came back than there were, then that cannot be", () => {
    expect(linesLeft(lines, [mobys(4)])).toBeNull();
    expect(linesLeft(lines, [mobys(2), mobys(2)])).toBeNull();
    expect(linesLeft(lines, [{ bookId: "dune", quantity: 1 }])).toBeNull();
  });
});

describe("over any story of orders", () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant("order" as const), quantity: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ type: fc.constantFrom("sell" as const, "release" as const) }),
    fc.record({ type: fc.constant("return" as const), quantity: fc.integer({ min: 1, max: 5 }) }),
  );

  test("copies are conserved, never negative, and the version tells of every change", () => {
    fc.assert(
      fc.property(fc.nat(20), fc.array(step, { maxLength: 60 }), (copies, steps) => {
        let story: Story = { stock: openStock("moby", copies), open: [], sold: [] };
        for (const next of steps) {
          const { stock: before } = story;
          story = tell(story, next);
          const { stock, open, sold } = story;
          expect(stock.onHand + stock.sold).toBe(copies);
          expect(stock.sold).toBe(sold.reduce((sum, quantity) => sum + quantity, 0));
          expect(stock.reserved).toBe(open.reduce((sum, quantity) => sum + quantity, 0));
          expect(available(stock)).toBeGreaterThanOrEqual(0);
          expect(stock.version > before.version).toBe(available(stock) !== available(before));
        }
      }),
    );
  });
});

interface Story {
  readonly stock: Stock;
  /** What is set aside for each order that has not ended, oldest first. */
  readonly open: readonly number[];
  /** What is left of each order that was sold, oldest first. */
  readonly sold: readonly number[];
}
type Step =
  | { type: "order" | "return"; quantity: number }
  | { type: "sell" | "release"; quantity?: never };

/** An order that fits is set aside; otherwise the oldest order ends, where there is one. */
function tell(story: Story, step: Step): Story {
  const { stock, open, sold } = story;
  switch (step.type) {
    case "order":
      return place(story, step.quantity);
    case "return":
      return giveBack(story, step.quantity);
    default: {
      const [oldest, ...others] = open;
      if (oldest === undefined) return story;
      return {
        stock: moved(stock, MOVES[step.type], oldest),
        open: others,
        sold: step.type === "sell" ? [...sold, oldest] : sold,
      };
    }
  }
}

function place(story: Story, quantity: number): Story {
  const { stock, open } = story;
  const missing = shortages(new Map([["moby", stock]]), [{ bookId: "moby", quantity }]);
  if (missing.length > 0) return story;
  return { ...story, stock: moved(stock, MOVES.reserve, quantity), open: [...open, quantity] };
}

/** Copies of the oldest order that was sold, unless it has not so many any more. */
function giveBack(story: Story, quantity: number): Story {
  const { stock, sold } = story;
  const [oldest = 0, ...others] = sold;
  const left = linesLeft([{ bookId: "moby", quantity: oldest }], [{ bookId: "moby", quantity }]);
  if (!left) return story;
  const rest = left.map((line) => line.quantity);
  return { ...story, stock: moved(stock, MOVES.takeBack, quantity), sold: [...rest, ...others] };
}
