import { fakeClock } from "@quad/clock";
import { expect, test } from "vitest";

const START = "2026-03-01T08:00:00.000Z";

test("time stands still until it is moved", async () => {
  const clock = fakeClock(START);
  expect(clock.now().toISOString()).toBe(START);
  await clock.advance(1_500);
  expect(clock.now().toISOString()).toBe("2026-03-01T08:00:01.500Z");
});

test("whoever gets an instant cannot move the clock with it", () => {
  const clock = fakeClock(START);
  clock.now().setFullYear(1999);
  expect(clock.now().toISOString()).toBe(START);
});

test("sleepers wake in the order they are due, each at its own instant", async () => {
  const clock = fakeClock(START);
  const woken: [name: string, atMs: number][] = [];
  const begin = clock.now().getTime();
  const sleeper = async (name: string, delayMs: number) => {
    await clock.sleep(delayMs);
    woken.push([name, clock.now().getTime() - begin]);
  };
  const all = [sleeper("c", 30), sleeper("a", 10), sleeper("b", 20), sleeper("b2", 20)];
  await clock.advance(19);
  expect(woken).toEqual([["a", 10]]);
  expect(clock.sleepers).toBe(3);
  await clock.advance(11);
  await Promise.all(all);
  expect(woken.slice(1)).toEqual([
    ["b", 20],
    ["b2", 20],
    ["c", 30],
  ]);
  expect(clock.sleepers).toBe(0);
});

test("one who sleeps again on waking is woken again within the same advance", async () => {
  const clock = fakeClock(START);
  let beats = 0;
  const beating = (async () => {
    while (beats < 5) {
      await clock.sleep(10);
      beats++;
    }
  })();
  await clock.advance(50);
  expect(beats).toBe(5);
  await beating;
});

test("a sleep of no time, or less, is over at once", async () => {
  const clock = fakeClock(START);
  await clock.sleep(0);
  await clock.sleep(-5);
  expect(clock.now().toISOString()).toBe(START);
});

test("a sleep without end is ended by its signal alone", async () => {
  const clock = fakeClock(START);
  const stop = new AbortController();
  const asleep = clock.sleep(Number.POSITIVE_INFINITY, stop.signal);
  const rejected = expect(asleep).rejects.toThrow("enough");
  await clock.advance(365 * 24 * 60 * 60 * 1_000);
  expect(clock.sleepers).toBe(1);
  stop.abort(new Error("enough"));
  await rejected;
  expect(clock.sleepers).toBe(0);
});

test("an aborted signal ends a sleep, or keeps it from beginning, with its reason", async () => {
  const clock = fakeClock(START);
  const stop = new AbortController();
  const asleep = clock.sleep(10, stop.signal);
  const reason = new Error("no longer needed");
  stop.abort(reason);
  await expect(asleep).rejects.toBe(reason);
  await expect(clock.sleep(10, stop.signal)).rejects.toBe(reason);
  expect(clock.sleepers).toBe(0);
});
