import { Bell, fakeClock } from "@quad/clock";
import { expect, test } from "vitest";

const LONG_MS = 60_000;

test("a ring wakes who waits, and one before the wait is kept for it", async () => {
  const bell = new Bell(fakeClock());
  const heard = bell.heard(LONG_MS);
  bell.ring();
  await heard;
  bell.ring();
  bell.ring();
  await bell.heard(LONG_MS);
});

test("without a ring the wait ends in time, and leaves no timer behind", async () => {
  const clock = fakeClock();
  const bell = new Bell(clock);
  const heard = bell.heard(LONG_MS);
  await clock.advance(LONG_MS);
  await heard;
  bell.ring();
  await bell.heard(LONG_MS);
  expect(clock.sleepers).toBe(0);
});
