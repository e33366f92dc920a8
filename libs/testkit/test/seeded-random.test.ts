import { seededRandom } from "@quad/testkit";
import { expect, test } from "vitest";

function draw(seed: number, count: number): number[] {
  return Array.from({ length: count }, seededRandom(seed));
}

test("the same seed gives the same numbers, another seed others", () => {
  expect(draw(42, 100)).toEqual(draw(42, 100));
  expect(draw(42, 100)).not.toEqual(draw(43, 100));
});

test("draws the published numbers of mulberry32", () => {
  expect(draw(0, 3)).toEqual([0.26642920868471265, 0.0003297457005828619, 0.2232720274478197]);
});

test("covers [0, 1) evenly", () => {
  const numbers = draw(7, 100_000);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  const buckets = Map.groupBy(numbers, (number) => Math.floor(number * 10));
  for (const bucket of buckets.values()) {
    expect(Math.abs(bucket.length - 10_000)).toBeLessThan(400);
  }
});
