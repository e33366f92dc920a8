import { fence } from "@quad/lock";
import { expect, test } from "vitest";

test("a resource admits the same and later tokens, and remembers the highest", () => {
  expect(fence(0, 1)).toBe(1);
  expect(fence(7, 7)).toBe(7);
  expect(fence(7, 9)).toBe(9);
});

test("a resource refuses a token older than the highest it has seen", () => {
  expect(() => fence(7, 6)).toThrow(
    expect.objectContaining({ code: "LOCK_FENCED", details: { token: 6, highest: 7 } }),
  );
});
