import { systemClock as clock } from "@quad/clock";
import { cluster, connect } from "@quad/database";
import { freshDatabase, freshServer } from "@quad/database/testing";
import type { Locks } from "@quad/lock";
import { createLogger } from "@quad/telemetry";
import { eventually, testId } from "@quad/testkit";
import type pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { postgresLocks } from "../src/lock/postgres-locks.ts";
import { type Cuttable, cuttable } from "./cuttable.ts";

const WITHIN_MS = 20_000;
const LONG_MS = 600_000;
const GRANTS = 20;
/** In this test's database: others on the server wait for locks of their own. */
const WAITING_FOR_THE_ROW = `
  select from pg_locks waiting where not granted and exists (
    select from pg_locks own join pg_database on pg_database.oid = own.database
    where own.pid = waiting.pid and datname = current_database()
  )`;
const log = createLogger({ service: "test", level: "fatal", format: "json" });

async function startedLocks(url: string): Promise<Locks> {
  const locks = postgresLocks({ url, log, clock });
  await locks.start();
  onTestFinished(() => locks.stop());
  return locks;
}

interface Stage {
  readonly locks: Locks;
  readonly others: Locks;
  readonly network: Cuttable;
  /** Another way to the database, around the network that breaks. */
  readonly direct: pg.Client;
}

async function stage(): Promise<Stage> {
  const database = await freshDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  const direct = await connect({ url: database.url, clock, deadlineMs: WITHIN_MS });
  onTestFinished(() => direct.end());
  const network = await cuttable(database);
  onTestFinished(() => network[Symbol.asyncDispose]());
  const locks = await startedLocks(network.url);
  return { locks, others: await startedLocks(database.url), network, direct };
}

/** Resolves when so many stand in any line. */
async function untilWaiting(direct: pg.Client, count: number): Promise<void> {
  const waiting = () => direct.query("select from lock_waiter");
  await eventually(async () => (await waiting()).rowCount, {
    ...{ withinMs: WITHIN_MS, what: `${count} stand in the line`, until: (rows) => rows === count },
  });
}

test("kill the server: what it granted is still held, and no token comes twice", async () => {
  const server = await freshServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  const url = await cluster({ adminUrl: server.url, secret: "s" }).ensureDatabase(testId());
  const locks = await startedLocks(url);
  const tokens = new Map<string, number>();
  for (let grant = 0; grant < GRANTS; grant++) {
    const name = `lock ${grant}`;
    const lease = await locks.acquire(name, { leaseMs: LONG_MS });
    tokens.set(name, lease.token);
  }
  const { pid } = server;
  process.kill(pid, "SIGKILL");
  await eventually(() => server.pid !== pid, { withinMs: WITHIN_MS, what: "it runs again" });

  const others = await startedLocks(url);
  for (const name of tokens.keys()) {
    expect(await others.tryAcquire(name), `${name} is held`).toBeUndefined();
  }
  const next = await others.acquire("another lock");
  expect(next.token).toBeGreaterThan(Math.max(...tokens.values()));
});

test("kill the server: who waits keeps its place in the line, or gets it again", async () => {
  const server = await freshServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  const url = await cluster({ adminUrl: server.url, secret: "s" }).ensureDatabase(testId());
  const locks = await startedLocks(url);
  const held = await locks.acquire("lock", { leaseMs: LONG_MS });
  const served: number[] = [];
  const waits = [1, 2, 3].map(async (place) => {
    const lease = await locks.acquire("lock", { waitMs: LONG_MS });
    served.push(place);
    await lease.release();
  });
  const direct = await connect({ url, clock, deadlineMs: WITHIN_MS });
  await untilWaiting(direct, waits.length);
  const { pid } = server;
  process.kill(pid, "SIGKILL");
  await eventually(() => server.pid !== pid, { withinMs: WITHIN_MS, what: "it runs again" });
  await direct.end();
  await eventually(() => held.release().then(() => true), {
    ...{ withinMs: WITHIN_MS, what: "the lock is released" },
  });
  await Promise.all(waits);
  expect(served).toEqual([1, 2, 3]);
});

test("the answer to a grant is lost: the lock is given back, not kept for its lease", async () => {
  const { locks, others, network, direct } = await stage();
  const lease = await locks.acquire("lock");
  await lease.release();
  await direct.query("begin");
  await direct.query("select from lock where name = 'lock' for update");
  const acquiring = locks.acquire("lock", { leaseMs: LONG_MS });
  const lost = expect(acquiring).rejects.toMatchObject({ code: "LOCK_UNAVAILABLE" });
  await eventually(async () => (await direct.query(WAITING_FOR_THE_ROW)).rowCount, {
    ...{ withinMs: WITHIN_MS, what: "the question waits for the row" },
  });
  network.sever();
  await lost;
  await direct.query("commit");
  const next = await others.acquire("lock", { waitMs: WITHIN_MS });
  expect(next.token).toBeGreaterThan(lease.token);
});

test("a question that its caller has given up on leaves no place in the line", async () => {
  const { locks, direct } = await stage();
  // So that no call has to wait for a connection.
  const turn = async (name: string) => (await locks.acquire(name)).release();
  await Promise.all(["lock", "another", "a third"].map(turn));
  await direct.query("begin");
  await direct.query("select from lock where name = 'lock' for update");
  const first = locks.acquire("lock", { leaseMs: LONG_MS, waitMs: LONG_MS });
  const { signal, abort } = abortable();
  const second = locks.acquire("lock", { waitMs: LONG_MS, signal });
  abort("enough");
  await expect(second).rejects.toBe("enough");
  await direct.query("commit");
  const lease = await first;
  await locks.stop();
  await untilWaiting(direct, 0);
  expect(lease.signal.aborted).toBe(true);
});

test("a thousand who wait keep nobody from renewing, and need no more connections", async () => {
  const { locks, others, direct } = await stage();
  const held = await others.acquire("lock", { leaseMs: LONG_MS });
  const { signal, abort } = abortable();
  const waits = Array.from({ length: 1_000 }, () =>
    locks.acquire("lock", { waitMs: LONG_MS, signal }).catch((error: unknown) => error),
  );
  const own = await locks.acquire("another", { leaseMs: LONG_MS });
  await own.renew();
  await own.release();
  await untilWaiting(direct, waits.length);
  const sessions = await direct.query(
    "select from pg_stat_activity where datname = current_database() and application_name = $1",
    ["quad-lock"],
  );
  expect(sessions.rowCount).toBeLessThanOrEqual(2 * 5);
  abort("enough");
  expect(new Set(await Promise.all(waits))).toEqual(new Set(["enough"]));
  await untilWaiting(direct, 0);
  await held.release();
});

test("one that does not take its turn is passed over with all of its process", async () => {
  const { locks, others, network, direct } = await stage();
  const held = await others.acquire("lock", { leaseMs: LONG_MS });
  // If each were waited for, it would take a minute.
  const doomed = Array.from({ length: 30 }, () =>
    locks.acquire("lock", { waitMs: LONG_MS }).catch(() => {}),
  );
  await untilWaiting(direct, doomed.length);
  network.cut();
  const next = others.acquire("lock", { waitMs: WITHIN_MS });
  await held.release();
  await next;
  await untilWaiting(direct, 0);
  await locks.stop();
  await Promise.all(doomed);
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason: string) => controller.abort(reason) };
}
