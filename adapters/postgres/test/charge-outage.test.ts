import { type CaptureRequest, type Charge, SIMULATED_TOKENS } from "@quad/charge";
import { systemClock as clock } from "@quad/clock";
import { connect } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { createLogger } from "@quad/telemetry";
import { eventually } from "@quad/testkit";
import type pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { postgresSimulatedCharge } from "../src/charge/postgres-simulated-charge.ts";
import { type Cuttable, cuttable } from "./cuttable.ts";

const WITHIN_MS = 20_000;
const LOCK = 1;
const log = createLogger({ service: "test", level: "fatal", format: "json" });
const request: CaptureRequest = {
  idempotencyKey: "key",
  reference: "order",
  amount: { amount: 1299, currency: "EUR" },
  paymentToken: SIMULATED_TOKENS.ok,
};

interface Stage {
  readonly charge: Charge;
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
  const charge = postgresSimulatedCharge({
    url: network.url,
    log,
    clock,
    noticeSecret: "of the test",
  });
  await charge.start();
  onTestFinished(() => charge.stop());
  return { charge, network, direct };
}

/** Holds the lock until somebody waits for it, cuts the network, and lets go. */
async function severAtLock(it: Stage): Promise<void> {
  await untilWaiting(it, 1);
  it.network.sever();
  await it.direct.query("select pg_advisory_unlock_all()");
}

test("the engine is away: nothing is charged", async () => {
  const { charge, network, direct } = await stage();
  await charge.capture(request);
  network.cut();
  const away = { code: "CHARGE_UNAVAILABLE" };
  await expect(charge.capture({ ...request, idempotencyKey: "b" })).rejects.toMatchObject(away);
  await expect(charge.captures("order")).rejects.toMatchObject(away);
  expect((await direct.query("select from capture")).rowCount).toBe(1);
});

test("the connection is lost before the commit: nothing was charged", async () => {
  const it = await stage();
  await it.direct.query(`
    create function wait() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(${LOCK}); return new; end $$;
    create trigger wait before insert on capture for each row execute function wait();
    select pg_advisory_lock(${LOCK})`);
  const capture = it.charge.capture(request);
  const lost = expect(capture).rejects.toMatchObject({ code: "CHARGE_UNAVAILABLE" });
  await severAtLock(it);
  await lost;
  expect(await it.charge.captures("order")).toEqual([]);
  expect(await it.charge.capture(request)).toMatchObject({ status: "captured" });
});

/** Whatever writes to the table waits during its commit, until it may. */
async function stopAtCommit({ direct }: Stage, table: "capture" | "refund"): Promise<void> {
  await direct.query(`
    create function wait() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(${LOCK}); return new; end $$;
    create constraint trigger wait after insert on ${table}
      deferrable initially deferred for each row execute function wait();
    select pg_advisory_lock(${LOCK})`);
}

test("the connection is lost during the commit: the next call finds the capture", async () => {
  const it = await stage();
  await stopAtCommit(it, "capture");
  const capture = it.charge.capture(request);
  const lost = expect(capture).rejects.toMatchObject({ code: "CHARGE_TIMEOUT" });
  await severAtLock(it);
  await lost;
  expect(await it.charge.capture(request)).toMatchObject({ status: "captured" });
  expect(await it.charge.captures("order")).toHaveLength(1);
});

test("the connection is lost during the commit: the next call finds the refund", async () => {
  const it = await stage();
  const outcome = await it.charge.capture(request);
  const captureId = "captureId" in outcome ? outcome.captureId : "";
  await stopAtCommit(it, "refund");
  const refund = { idempotencyKey: "key", captureId };
  const lost = expect(it.charge.refund(refund)).rejects.toMatchObject({ code: "CHARGE_TIMEOUT" });
  await severAtLock(it);
  await lost;
  expect(await it.charge.refund(refund)).toMatchObject({ status: "refunded" });
  expect(await it.charge.captures("order")).toMatchObject([{ refunds: [{}] }]);
});

/** Resolves when so many calls wait for a lock. */
function untilWaiting({ direct }: Stage, count: number): Promise<unknown> {
  // Of this database alone: other tests share the server.
  const waiting = () =>
    direct.query(`
      select from pg_stat_activity
      where wait_event_type = 'Lock' and datname = current_database()`);
  return eventually(async () => (await waiting()).rowCount, {
    withinMs: WITHIN_MS,
    what: `${count} calls wait`,
    until: (found) => found === count,
  });
}

test("who asks while the capture is about to commit waits, and hears that it did", async () => {
  const it = await stage();
  await stopAtCommit(it, "capture");
  const capture = it.charge.capture(request);
  await untilWaiting(it, 1);
  let answered = false;
  const find = it.charge.find({ ...request, calledAt: clock.now() }).finally(() => {
    answered = true;
  });
  await Promise.race([untilWaiting(it, 2), find]);
  expect(answered).toBe(false);
  await it.direct.query("select pg_advisory_unlock_all()");
  expect(await find).toEqual(await capture);
});

test("a refund waits for one that is about to commit, and finds less left", async () => {
  const it = await stage();
  const outcome = await it.charge.capture(request);
  const captureId = "captureId" in outcome ? outcome.captureId : "";
  await stopAtCommit(it, "refund");
  const first = it.charge.refund({ idempotencyKey: "first", captureId, amount: 1000 });
  await untilWaiting(it, 1);
  const second = it.charge.refund({ idempotencyKey: "second", captureId, amount: 1000 });
  const refused = expect(second).rejects.toMatchObject({ code: "CHARGE_REFUND_EXCEEDS" });
  await untilWaiting(it, 2);
  await it.direct.query("select pg_advisory_unlock_all()");
  await refused;
  expect(await first).toMatchObject({ status: "refunded" });
});
