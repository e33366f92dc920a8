import { type Clock, systemClock } from "@quad/clock";
import { freshDatabase } from "@quad/database/testing";
import { eventually, signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { ask, join, messages, startBus, upTo } from "./start-bus.ts";

test.for([
  { what: "null", body: null },
  { what: "the character 0", body: { text: "a\0b" } },
  { what: "half a pair of surrogates", body: { "\ud800": "\udc00" } },
  { what: "quotes, braces and backslashes", body: ['"{}\\', "'", "\\N", "NULL", ""] },
  { what: "numbers", body: [0, -1.5e300, Number.MAX_SAFE_INTEGER] },
  { what: "the order of fields", body: { b: 1, a: 2 } },
])("a body comes back as it went: $what", async ({ body }) => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  const received = signal<unknown>("the message");
  await join(bus, async (message) => received.resolve(message));
  const [sent] = messages("k", [1], body);
  await bus.publish(sent ? [{ ...sent, headers: { traceparent: 'a "quoted" one' } }] : []);

  const answer = await received.within(5_000);
  expect(JSON.stringify(answer)).toBe(
    JSON.stringify({ ...sent, headers: { traceparent: 'a "quoted" one' } }),
  );
});

test("messages too large for one load come all the same, and in order", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  const numbers = upTo(30);
  const seen: string[] = [];
  const all = signal("all messages");
  await join(bus, async ({ id }) => {
    if (seen.push(id) === numbers.length) all.resolve();
  });
  await bus.publish(messages("k", numbers, "x".repeat(200_000)));
  await all.within(10_000);

  expect(seen).toEqual(numbers.map((number) => `k-${number}`));
});

/** The clock of a process whose timers never come: what happens there is not due to polling. */
const NO_TIMERS: Clock = {
  now: systemClock.now,
  sleep: (_delayMs, abort) =>
    new Promise((_, reject) => abort?.addEventListener("abort", () => reject(abort.reason))),
};

test("a message wakes the members of other processes", async () => {
  await using database = await freshDatabase();
  await using here = await startBus(database);
  await using there = await startBus({ ...database, clock: NO_TIMERS });
  const idle = { withinMs: 5_000, what: "the member has nothing to do" };
  const numbers = upTo(5);
  const handled = numbers.map((number) => signal(`message ${number}`));
  await join(there, async ({ id }) => handled[Number(id.split("-")[1]) - 1]?.resolve());

  for (const number of numbers) {
    await eventually(() => here.depth("work"), { ...idle, until: ({ ready }) => ready === 0 });
    await here.publish(messages("k", [number]));
    await handled[number - 1]?.within(5_000);
  }
});

test("calls that come while a commit is under way share the next one", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  await Promise.all(upTo(50).map((number) => bus.publish(messages(`key${number}`, [1]))));

  const [row] = await ask(database.url, "select count(distinct xmin::text)::int from message");
  expect(row).toEqual({ count: 2 });
});
