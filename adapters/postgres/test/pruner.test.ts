import { systemClock as clock } from "@quad/clock";
import { connect } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { signal } from "@quad/testkit";
import pg from "pg";
import { expect, test } from "vitest";
import { prune } from "../src/bus/upkeep/pruner.ts";
import { ask, join, messages, startBus, upTo } from "./start-bus.ts";

const MESSAGES = upTo(20).flatMap((number) => messages(`key${number}`, [1]));
const AGE = "update message set published_at = now() - interval '61 min'";

/** One round of pruning. Answers how many messages are left. */
async function pruned(url: string): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  await prune(pool, new AbortController().signal).finally(() => pool.end());
  return (await ask(url, "select from message")).length;
}

async function handleAll(bus: Awaited<ReturnType<typeof startBus>>, group: string): Promise<void> {
  const all = signal(`${group} has handled everything`);
  let count = 0;
  const handle = async () => {
    if (++count === MESSAGES.length) all.resolve();
  };
  const member = await join(bus, handle, { group });
  await all.within(5_000);
  await member.stop();
}

test("only old messages that every group has handled are pruned", async () => {
  await using database = await freshDatabase();
  const { url } = database;
  await using bus = await startBus(database);
  await bus.publish(MESSAGES);
  await ask(url, AGE);
  expect(await pruned(url), "before there is a group").toBe(20);

  await handleAll(bus, "first");
  const behind = await join(bus, () => Promise.reject(new Error("no")), { group: "second" });
  await behind.stop();
  await ask(url, "update group_slot set cursor = 0 where group_name = 'second'");
  expect(await pruned(url), "while another group has not handled them").toBe(20);

  await ask(url, "delete from held_message; delete from held_key");
  await handleAll(bus, "second");
  await ask(url, "update message set published_at = now()");
  expect(await pruned(url), "while they are young").toBe(20);

  await ask(url, AGE);
  await ask(url, "update message set published_at = now() where id = 'key1-1'");
  expect(await pruned(url)).toBe(1);
});

test("what waits for a retry or a person survives the pruning of the log", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  const died = signal("the message failed");
  const fail = async () => {
    died.resolve();
    throw new Error("broken");
  };
  const member = await join(bus, fail, { retry: { attemptsMax: 1 } });
  await bus.publish(messages("k", [1], "precious"));
  await died.within(5_000);
  await member.stop();
  await ask(database.url, AGE);
  expect(await pruned(database.url)).toBe(0);

  const { items } = await bus.deadLetters.list();
  expect(items).toMatchObject([{ message: { id: "k-1", body: "precious" } }]);
});

test("two processes do not prune at the same time", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  await bus.publish(MESSAGES);
  await handleAll(bus, "first");
  await ask(database.url, AGE);
  const other = await connect({ url: database.url, clock, deadlineMs: 5_000 });
  await other.query("begin; select pg_advisory_xact_lock(3)");
  expect(await pruned(database.url)).toBe(20);

  await other.query("commit");
  expect(await pruned(database.url)).toBe(0);
  await other.end();
});
