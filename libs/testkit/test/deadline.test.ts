import { expect, test } from "vitest";
import { deadlineMs, exactDeadlines } from "../src/deadline.ts";

test("no deadline is shorter than two minutes, until a file asks for those it gives", () => {
  expect(deadlineMs(1)).toBe(120_000);
  expect(deadlineMs(200_000)).toBe(200_000);
  exactDeadlines();
  expect(deadlineMs(1)).toBe(1);
});
