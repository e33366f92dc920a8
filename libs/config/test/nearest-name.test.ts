import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance, nearestName } from "../src/nearest-name.ts";

test.each([
  ["", "", 0],
  ["port", "port", 0],
  ["port", "ports", 1],
  ["port", "por", 1],
  ["port", "part", 1],
  ["prot", "port", 1],
  ["kitten", "sitting", 3],
  ["", "port", 4],
])("from %j to %j it takes %i", (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance);
});

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });

test("the way back is as long, and only the same word is at zero", () => {
  fc.assert(
    fc.property(word, word, (one, other) => {
      const distance = editDistance(one, other);
      expect(distance).toBe(editDistance(other, one));
      expect(distance === 0).toBe(one === other);
      expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
    }),
  );
});

test("one slip is always found again", () => {
  const known = ["QUAD_PORT", "QUAD_HOME", "QUAD_POSTGRES"];
  const slip = fc.record({ name: fc.constantFrom(...known), at: fc.nat(8) });
  fc.assert(
    fc.property(slip, ({ name, at }) => {
      expect(nearestName(name.slice(0, at) + name.slice(at + 1), known)).toBe(name);
    }),
  );
});

test("a word far from all is no slip", () => {
  expect(nearestName("QUAD_ELEPHANT", ["QUAD_PORT"])).toBeUndefined();
  expect(nearestName("QUAD_PORT", [])).toBeUndefined();
});
