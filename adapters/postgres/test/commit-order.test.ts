import { systemClock as clock } from "@quad/clock";
import { connect } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { eventually, signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { PUBLISH, slotOf } from "../src/bus/publish/publisher.ts";
import { ask, join, messages, startBus, TOPIC } from "./start-bus.ts";

const WAITING = `
  select from pg_locks join pg_database on pg_database.oid = database
  where datname = current_database() and locktype = 'advisory' and not granted`;

/** As another process would publish, but stopping before the commit. */
async function beginPublishing(url: string, key: string, id: string) {
  const client = await connect({ url, clock, deadlineMs: 5_000 });
  await client.query("begin");
  const body = [["null"], [null], [null]];
  const values = [[slotOf(key)], [id], [TOPIC], [key], ...body, ["{}"], [100], TOPIC];
  await client.query({ ...PUBLISH, values });
  return {
    commit: () => client.query("commit"),
    end: () => client.end(),
  };
}

test("a publish that took its position first and commits late is not skipped", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  const seen: string[] = [];
  const both = signal("both messages");
  await join(bus, async ({ id }) => {
    if (seen.push(id) === 2) both.resolve();
  });

  const slow = await beginPublishing(database.url, "k", "k-slow");
  const quick = bus.publish(messages("k", [1]));
  await eventually(() => ask(database.url, WAITING), {
    ...{ withinMs: 5_000, what: "the quick publish waits for the slow one" },
    until: (rows) => rows.length === 1,
  });
  await slow.commit();
  await quick;
  await both.within(5_000);
  await slow.end();

  expect(seen).toEqual(["k-slow", "k-1"]);
});
