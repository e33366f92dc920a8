import { systemClock } from "@quad/clock";
import { noLeaks } from "@quad/testkit";
import { expect, test } from "vitest";

noLeaks();

test("now is the machine's time", () => {
  const before = Date.now();
  const now = systemClock.now().getTime();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

test("a sleep takes its time", async () => {
  const start = performance.now();
  await systemClock.sleep(20);
  // A timer may fire up to a millisecond early.
  expect(performance.now() - start).toBeGreaterThan(18);
});

test("an aborted signal ends a sleep with its reason and leaves no timer", async () => {
  const stop = new AbortController();
  const reason = new Error("no longer needed");
  const asleep = systemClock.sleep(60_000, stop.signal);
  stop.abort(reason);
  await expect(asleep).rejects.toBe(reason);
});

test("an aborted signal keeps a sleep from beginning", async () => {
  const reason = new Error("too late");
  await expect(systemClock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
});

test.for([
  { what: "than Node's longest timer", delayMs: 2 ** 31 },
  { what: "than anything", delayMs: Number.POSITIVE_INFINITY },
])("a sleep longer $what is not cut short", async ({ delayMs }) => {
  const stop = new AbortController();
  const asleep = systemClock.sleep(delayMs, stop.signal).then(
    () => "woke by itself",
    () => "was told",
  );
  await systemClock.sleep(20);
  stop.abort();
  expect(await asleep).toBe("was told");
});
