import { testId } from "@quad/testkit";
import { expect, test } from "vitest";

test("is legal in topics, keys and unquoted names of databases, and never repeats", () => {
  const ids = Array.from({ length: 10_000 }, testId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^t[0-9a-f]{12}$/);
});
