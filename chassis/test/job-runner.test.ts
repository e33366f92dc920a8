import { pathToFileURL } from "node:url";
import { fakeClock } from "@quad/clock";
import { openDatabase } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { createLogger, type Logger } from "@quad/telemetry";
import { eventually, temporaryFolder } from "@quad/testkit";
import { sql } from "kysely";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Job } from "../src/jobs/job.ts";
import { jobRunner } from "../src/jobs/job-runner.ts";
import type { DatabaseKit } from "../src/kit.ts";

const HOUR_MS = 3_600_000;
const WITHIN_MS = 60_000;
const migrations = pathToFileURL(`${temporaryFolder()}/`);

/** A database, a clock in the test's hand, and as many instances of a service as it wants. */
async function stage() {
  const fresh = await freshDatabase();
  const clock = fakeClock("2026-01-31T12:30:00Z");
  const error = vi.fn();
  const log = {
    ...createLogger({ service: "t", level: "error", format: "json" }),
    error,
  } as Logger;
  const database = openDatabase<unknown>({
    ...{ service: "chores", url: fresh.url, migrations, log },
    // Its housekeeping is none of this test's business.
    clock: fakeClock(),
  });
  await database.start();
  onTestFinished(async () => {
    await database.stop();
    await fresh[Symbol.asyncDispose]();
  });
  const kit = { service: "chores", database, clock, log } as unknown as DatabaseKit<unknown>;
  return {
    clock,
    database,
    error,
    instance(run: Job<DatabaseKit<unknown>>["run"]) {
      const runner = jobRunner(kit, [{ name: "count", schedule: "0 * * * *", run }]);
      onTestFinished(() => runner.stop());
      return runner;
    },
    /** Resolves when so many wait for the clock. */
    asleep: (count: number) =>
      eventually(() => clock.sleepers, {
        ...{ withinMs: WITHIN_MS, what: `${count} to wait for the clock` },
        until: (sleepers) => sleepers === count,
      }),
  };
}

test("of two instances one runs at each instant; what was missed is made up for once", async () => {
  const { clock, instance, asleep } = await stage();
  const runs: Date[] = [];
  const both = [instance, instance].map((make) => make(async () => void runs.push(clock.now())));
  await Promise.all(both.map((each) => each.start()));
  for (let hour = 1; hour < 6; hour++) {
    if (hour > 1) await clock.advance(HOUR_MS);
    await eventually(() => runs.length >= hour, { withinMs: WITHIN_MS, what: "a run" });
    await asleep(2);
    expect(runs).toHaveLength(hour);
  }
  await Promise.all(both.map((each) => each.stop()));
  await clock.advance(3 * HOUR_MS);
  const later = instance(async () => void runs.push(clock.now()));
  await later.start();
  await eventually(() => runs.length >= 6, { withinMs: WITHIN_MS, what: "the run made up for" });
  await asleep(1);
  expect(runs, "three instants were missed").toHaveLength(6);
});

test("what an instance was stopped in the middle of, another one does at once", async () => {
  const { clock, instance, asleep } = await stage();
  const begun = Promise.withResolvers<void>();
  const stopped = instance(async (_, signal) => {
    begun.resolve();
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  });
  await stopped.start();
  await begun.promise;
  let runs = 0;
  const other = instance(async () => void runs++);
  await other.start();
  await asleep(2);
  expect(runs).toBe(0);
  await stopped.stop();
  await clock.advance(5_000);
  await eventually(() => runs === 1, { withinMs: WITHIN_MS, what: "the other to do it" });
});

test("an instance that falls silent is told to give up when another has taken over", async () => {
  const { clock, database, instance, asleep } = await stage();
  const begun = Promise.withResolvers<AbortSignal>();
  const silent = instance(async (_, signal) => {
    begun.resolve(signal);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  });
  await silent.start();
  const told = await begun.promise;
  await sql`update quad_job set leased_until = now() - interval '1 second'`.execute(database.sql);
  const tookOver = Promise.withResolvers<void>();
  const other = instance(async (_, signal) => {
    tookOver.resolve();
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  });
  await other.start();
  await tookOver.promise;
  await asleep(2);
  expect(told.aborted).toBe(false);
  await clock.advance(10_000);
  await eventually(() => told.aborted, { withinMs: WITHIN_MS, what: "the silent one to hear" });
  await asleep(2);
  const { rows } = await sql<{ held: boolean }>`
    select leased_until > now() as held from quad_job
  `.execute(database.sql);
  expect(rows, "the one that lost it leaves it to the other").toEqual([{ held: true }]);
});

test("a run that fails is told to the log, and the next one is at its time", async () => {
  const { clock, error, instance, asleep } = await stage();
  let runs = 0;
  const failing = instance(async () => {
    runs++;
    throw new Error("no paper");
  });
  await failing.start();
  await eventually(() => runs === 1, { withinMs: WITHIN_MS, what: "the first run" });
  await asleep(1);
  expect(error).toHaveBeenCalledWith(
    { error: new Error("no paper") },
    expect.stringMatching("count"),
  );
  await clock.advance(HOUR_MS / 4);
  await asleep(1);
  expect(runs).toBe(1);
  await clock.advance(HOUR_MS);
  await eventually(() => runs === 2, { withinMs: WITHIN_MS, what: "the next run" });
});

test("a schedule that is none is refused when the service is made", () => {
  const kit = { database: {} } as DatabaseKit<unknown>;
  const job = { name: "count", schedule: "daily", run: async () => {} };
  expect(() => jobRunner(kit, [job])).toThrow('The schedule of job count, "daily", is no cron.');
});
