import { systemClock as clock } from "@quad/clock";
import { connect } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { eventually } from "@quad/testkit";
import { expect, onTestFinished, test } from "vitest";
import { migrateSchema } from "../src/migrate-schema.ts";

const RACERS = 12;
const WITHIN_MS = 20_000;
const folder = new URL("./saga-migrations/", import.meta.url);

async function open() {
  const fresh = await freshDatabase();
  onTestFinished(() => fresh[Symbol.asyncDispose]());
  const { url } = fresh;
  const [twin, looker] = [await connectTo(url), await connectTo(url)];
  const columnOf = async (text: string) => (await looker.query(text)).rows.map(({ at }) => at);
  return { url, twin, columnOf };
}

async function connectTo(url: string) {
  const client = await connect({ url, clock, deadlineMs: WITHIN_MS });
  onTestFinished(() => client.end());
  return client;
}

test("processes that start at once on a new database make a schema once", async () => {
  const { url, columnOf } = await open();
  const migration = { url, clock, folder, schema: "quad_race" };
  await Promise.all(Array.from({ length: RACERS }, () => migrateSchema(migration)));
  expect(await columnOf("select name as at from quad_race.quad_migration")).toEqual([
    "0001-effect.sql",
  ]);
});

test("one that meets another in the middle of it waits, and finds the schema there", async () => {
  const { url, twin, columnOf } = await open();
  await twin.query(`
    begin;
    select pg_advisory_xact_lock(hashtext('quad schema'));
    create schema quad_race`);
  const migrated = migrateSchema({ url, clock, folder, schema: "quad_race" });
  const outcome = Promise.allSettled([migrated]);
  const waiting = `
    select wait_event as at from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  await eventually(() => columnOf(waiting), {
    withinMs: WITHIN_MS,
    what: "it waits",
    until: ({ length }) => length > 0,
  });
  await twin.query("commit");
  expect(await outcome).toEqual([{ status: "fulfilled", value: undefined }]);
});

test("schemas have their tables and their lists to themselves", async () => {
  const { url, columnOf } = await open();
  await migrateSchema({ url, clock, folder, schema: "quad_one" });
  await migrateSchema({ url, clock, folder, schema: "quad_two" });
  await migrateSchema({ url, clock, folder });
  await migrateSchema({ url, clock, folder, schema: "quad_one" });
  const places = "select schemaname as at from pg_tables where tablename =";
  const all = ["public", "quad_one", "quad_two"];
  expect(await columnOf(`${places} 'effect' order by at`)).toEqual(all);
  expect(await columnOf(`${places} 'quad_migration' order by at`)).toEqual(all);
});
