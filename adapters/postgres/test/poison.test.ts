import { spawn } from "node:child_process";
import { once } from "node:events";
import { systemClock } from "@quad/clock";
import { freshDatabase } from "@quad/database/testing";
import { eventually, signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { ask, join, messages, startBus, upTo } from "./start-bus.ts";

/** Starts the process again whenever it dies, as a supervisor does. */
function supervise(url: string) {
  const handled = new Set<string>();
  let deaths = 0;
  let isStopping = false;
  let child = start();

  function start() {
    const started = spawn(process.execPath, [`${import.meta.dirname}/poison-process.ts`, url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    started.stdout.on("data", (lines: Buffer) => {
      for (const line of lines.toString().split("\n")) if (line) handled.add(line);
    });
    started.on("exit", () => {
      if (isStopping) return;
      deaths++;
      child = start();
    });
    return started;
  }

  return {
    handled,
    deaths: () => deaths,
    async [Symbol.asyncDispose]() {
      isStopping = true;
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

test("a message that kills its process becomes a dead letter, and others flow", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  const keys = upTo(100).map((number) => `key${number}`);
  await bus.publish(keys.flatMap((key) => messages(key, [1, 2])));
  await bus.publish(messages("poison", [1, 2]));
  await bus.publish(keys.flatMap((key) => messages(key, [3])));

  await using supervised = supervise(database.url);
  const dead = await eventually(async () => (await bus.deadLetters.list()).items, {
    ...{ withinMs: 60_000, what: "the poison is a dead letter" },
    until: (items) => items.length > 0,
  });
  expect(dead).toMatchObject([{ group: "work", message: { id: "poison-1" }, attempts: 2 }]);
  const { handled, deaths } = supervised;
  await eventually(() => handled.size, {
    ...{ withinMs: 20_000, what: "everybody else is handled" },
    until: (size) => size === 2 * 300 + 2,
  });
  expect(deaths()).toBe(3 + 2);
  await eventually(() => bus.depth("work"), {
    ...{ withinMs: 5_000, what: "all is settled" },
    until: ({ ready, blocked }) => ready === 0 && blocked === 1,
  });
  expect((await bus.deadLetters.list()).items).toHaveLength(1);
});

test("suspects are delivered one at a time in the whole process", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  const groups = ["first", "second"];
  const numbers = upTo(10);
  let active = 0;
  let activeMax = 0;
  let handled = 0;
  const all = signal("both groups have handled everything");
  const handle = async () => {
    activeMax = Math.max(activeMax, ++active);
    await systemClock.sleep(5);
    active--;
    if (++handled === groups.length * numbers.length) all.resolve();
  };
  const members = await Promise.all(groups.map((group) => join(bus, handle, { group })));
  await Promise.all(members.map((member) => member.stop()));
  await ask(database.url, "update group_slot set suspects = 100");
  await bus.publish(numbers.flatMap((number) => messages(`key${number}`, [1])));
  await Promise.all(members.map((member) => member.start()));
  await all.within(20_000);

  expect(activeMax).toBe(1);
});
