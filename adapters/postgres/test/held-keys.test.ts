import { freshDatabase } from "@quad/database/testing";
import { eventually, signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { HELD_CHAIN_MAX } from "../src/bus/bus-limits.ts";
import { slotOf } from "../src/bus/publish/publisher.ts";
import { join, messages, startBus, upTo } from "./start-bus.ts";

/** Two keys that share a slot. */
function neighbours(): [string, string] {
  const first = "key1";
  const second = upTo(10_000)
    .map((number) => `key${number}`)
    .find((key) => key !== first && slotOf(key) === slotOf(first));
  return [first, second ?? ""];
}

test("a slow handler holds up its own key, not the others of its slot", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  const [slow, quick] = neighbours();
  const seen: string[] = [];
  const begun = signal("the slow key has begun");
  const finish = signal("the slow key may finish");
  const passed = signal("the quick key has passed");
  const ended = signal("all is handled");
  await join(bus, async ({ id }) => {
    if (id === `${slow}-1`) {
      begun.resolve();
      await finish.within(20_000);
    }
    seen.push(id);
    if (id === `${quick}-1`) passed.resolve();
    if (id === `${slow}-3`) ended.resolve();
  });

  await bus.publish(messages(slow, [1, 2]));
  await begun.within(5_000);
  await bus.publish([...messages(quick, [1]), ...messages(slow, [3])]);
  await passed.within(5_000);
  finish.resolve();
  await ended.within(5_000);

  expect(seen).toEqual([`${quick}-1`, `${slow}-1`, `${slow}-2`, `${slow}-3`]);
});

test("a long queue behind a dead letter flows in order after its replay", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  const numbers = upTo(3 * HELD_CHAIN_MAX);
  const seen: string[] = [];
  const ended = signal("all is handled");
  await join(
    bus,
    async ({ id, body }) => {
      if (body === "broken" && id === "k-1") throw new Error("broken");
      seen.push(id);
      if (seen.length === numbers.length + 1) ended.resolve();
    },
    { retry: { attemptsMax: 1 } },
  );
  await bus.publish(messages("k", numbers, "broken"));
  const [dead] = await eventually(async () => (await bus.deadLetters.list()).items, {
    ...{ withinMs: 5_000, what: "the first is dead" },
    until: ([first]) => first?.blocked === numbers.length - 1,
  });
  await bus.publish(messages("k", [numbers.length + 1]));
  await bus.deadLetters.replay(dead?.id ?? "", { body: "mended" });
  await ended.within(10_000);

  expect(seen).toEqual([...numbers, numbers.length + 1].map((number) => `k-${number}`));
});

test("discarding the only message of a key frees the key", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  const goesOn = signal("the next message of the key");
  await join(
    bus,
    async ({ id }) => {
      if (id === "k-1") throw new Error("broken");
      goesOn.resolve();
    },
    { retry: { attemptsMax: 1 } },
  );
  await bus.publish(messages("k", [1]));
  const [dead] = await eventually(async () => (await bus.deadLetters.list()).items, {
    ...{ withinMs: 5_000, what: "the message is dead" },
    until: (items) => items.length === 1,
  });
  await bus.deadLetters.discard(dead?.id ?? "");
  await bus.publish(messages("k", [2]));
  await goesOn.within(5_000);

  await eventually(() => bus.depth("work"), {
    ...{ withinMs: 5_000, what: "nothing is left" },
    until: (depth) => Object.values(depth).every((count) => count === 0),
  });
});
