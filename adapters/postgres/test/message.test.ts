import { freshDatabase } from "@quad/database/testing";
import { signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { join, messages, startBus, upTo } from "./start-bus.ts";

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
