import { freshDatabase } from "@quad/database/testing";
import type { Logger } from "@quad/telemetry";
import { eventually, signal } from "@quad/testkit";
import pg from "pg";
import { expect, test } from "vitest";
import { tendGroups } from "../src/bus/upkeep/absent-groups.ts";
import { ask, join, messages, startBus, TOPIC, upTo } from "./start-bus.ts";

/** One round of a process with members of these groups. Answers what it had to warn of. */
async function tended(url: string, ...groups: string[]): Promise<unknown[]> {
  const warnings: unknown[] = [];
  const log = { warn: (about: unknown) => warnings.push(about) } as unknown as Logger;
  const present = groups.map((group) => ({ group, topics: [TOPIC] }));
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  await tendGroups({ pool, log, present }).finally(() => pool.end());
  return warnings;
}

const groupsOf = (url: string) =>
  ask(url, "select name, absent::text from consumer_group order by name");
const pass = (url: string, time: string) =>
  ask(url, `update consumer_group set counted_at = counted_at - interval '${time}'`);

test("a group is absent while no process has a member, and while the bus is served", async () => {
  await using database = await freshDatabase();
  const { url } = database;
  await using bus = await startBus(database);
  for (const group of ["gone", "here"]) await join(bus, async () => {}, { group });
  await pass(url, "1 min");
  await tended(url, "here");
  const [gone, here] = await groupsOf(url);
  expect(gone?.absent).toMatch(/^00:01:0/);
  expect(here?.absent).toBe("00:00:00");
  // Another process counts the same minute: nothing is added, and its own are present.
  await tended(url, "gone");
  expect(await groupsOf(url)).toMatchObject([{ absent: "00:00:00" }, { absent: "00:00:00" }]);
  await pass(url, "90 days");
  expect(await tended(url, "here")).toEqual([]);
  expect(await groupsOf(url)).toMatchObject([{ absent: "00:05:00" }, { absent: "00:00:00" }]);
});

test("a group absent for too long is forgotten with a warning, and begins anew", async () => {
  await using database = await freshDatabase();
  const { url } = database;
  await using bus = await startBus(database);
  const member = await join(bus, () => Promise.reject(new Error("no")), {
    ...{ group: "gone", retry: { attemptsMax: 1 } },
  });
  await bus.publish(messages("a", upTo(3)));
  await eventually(() => bus.deadLetters.list(), {
    ...{ withinMs: 5_000, what: "the first message is dead" },
    until: ({ items }) => items.length > 0,
  });
  await member.stop();
  await bus.publish(messages("b", upTo(4)));
  await join(bus, async () => {}, { group: "here" });

  await ask(url, "update consumer_group set absent = '6 days 23:59'");
  expect(await tended(url)).toEqual([]);
  await ask(url, "update consumer_group set absent = '7 days' where name = 'gone'");
  expect(await tended(url, "here")).toEqual([
    { group: "gone", reason: "no member for 7 days", messages: 7, deadLetters: 1 },
  ]);
  for (const table of ["group_slot", "held_key", "held_message"]) {
    expect(await ask(url, `select from ${table} where group_name = 'gone'`), table).toEqual([]);
  }
  expect((await groupsOf(url)).map(({ name }) => name)).toEqual(["here"]);

  const heard: string[] = [];
  const all = signal("it hears what is left of the past");
  await join(bus, async ({ id }) => void (heard.push(id) === 7 && all.resolve()), {
    group: "gone",
  });
  await all.within(5_000);
});

test("a member that finds its group forgotten begins it anew", async () => {
  await using database = await freshDatabase();
  const { url } = database;
  await using bus = await startBus(database);
  await ask(url, "delete from consumer_group");
  await tended(url, "paused");
  expect(await groupsOf(url)).toMatchObject([{ name: "paused", absent: "00:00:00" }]);
  expect(await ask(url, "select from group_slot where group_name = 'paused'")).toHaveLength(16);
  await bus.stop();
});
