import { fakeClock } from "@quad/clock";
import { expect, test } from "vitest";
import { Outages } from "../src/bus/deliver/outages.ts";

const LONGEST = () => 1 - Number.EPSILON;

test("the pause of a topic is its own, and grows until a handler succeeds", async () => {
  const { clock, outages } = setUp();
  expect(outages.waitMs("sale")).toBe(undefined);
  const first = outages.begin("sale");
  expect(outages.begin("sale")).toBe(first);
  expect(outages.waitMs("mail")).toBe(undefined);
  await clock.advance(Math.ceil(first));
  expect(outages.waitMs("sale")).toBe(undefined);
  expect(outages.begin("sale")).toBeCloseTo(first * 2);
  outages.end("sale");
  expect(outages.begin("sale")).toBeCloseTo(first);
});

test("keys that come up during a pause return one after another, and not too late", () => {
  const { outages } = setUp();
  const pause = outages.begin("sale");
  const waits = Array.from({ length: 100_000 }, () => outages.waitMs("sale") ?? 0);
  expect(waits.slice(0, 3)).toEqual([pause + 1, pause + 2, pause + 3]);
  expect(waits.at(-1)).toBe(pause + 30_000);
});

function setUp() {
  const clock = fakeClock();
  return { clock, outages: new Outages(clock, LONGEST) };
}
