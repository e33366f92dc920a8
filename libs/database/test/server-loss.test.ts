import { systemClock as clock } from "@quad/clock";
import { cluster, outboxRelay } from "@quad/database";
import { type FreshServer, freshServer } from "@quad/database/testing";
import { isQuadError } from "@quad/errors";
import { eventually, noLeaks, signal, testId } from "@quad/testkit";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { type Bank, bankAt, paid, quietLog } from "./bank.ts";
import { recordingBus } from "./recording-bus.ts";

noLeaks();

const WITHIN_MS = 10_000;

async function openBankOnServer(): Promise<{ server: FreshServer; bank: Bank; other: Bank }> {
  const server = await freshServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  const url = await cluster({ adminUrl: server.url, secret: "s" }).ensureDatabase(testId());
  return { server, bank: await bankAt(url), other: await bankAt(url) };
}

function pay(bank: Bank, amount: number) {
  return bank.transaction(async (tx) => {
    await tx.sql
      .insertInto("account")
      .values({ id: `${amount}`, balance: amount })
      .execute();
    tx.emit(paid, { account: "ada", amount });
  });
}

const isUnavailable = (error: unknown) => isQuadError(error, "DATABASE_UNAVAILABLE");

test("kill the server: what was committed is there, and everything goes on by itself", async () => {
  const { server, bank } = await openBankOnServer();
  const bus = recordingBus();
  const relay = outboxRelay({ database: bank, bus, clock, log: quietLog });
  await pay(bank, 1);
  await relay.start();
  onTestFinished(() => relay.stop());
  await bus.received(1);

  // Committed while the relay is off, so that only the disk can know it.
  await relay.stop();
  await pay(bank, 2);
  await relay.start();
  const { pid } = server;
  process.kill(pid, "SIGKILL");
  await eventually(() => server.pid !== pid, { withinMs: WITHIN_MS, what: "it runs again" });

  const failures: unknown[] = [];
  await eventually(
    () =>
      pay(bank, 3).then(
        () => true,
        (error) => void failures.push(error),
      ),
    { withinMs: WITHIN_MS, what: "a payment succeeds again" },
  );
  expect(failures.filter((error) => !isUnavailable(error))).toEqual([]);
  const balances = await bank.sql.selectFrom("account").select("balance").execute();
  expect(balances.map(({ balance }) => balance).sort()).toEqual([1, 2, 3]);
  await eventually(() => new Set(bus.batches.flat().map(({ id }) => id)).size === 3, {
    withinMs: WITHIN_MS,
    what: "three different events are published",
  });
});

test("while the server is away every call says so at once", async () => {
  const { server, bank } = await openBankOnServer();
  await bank.ping();
  await server.stop();
  const calls = {
    ping: () => bank.ping(),
    read: () => bank.sql.selectFrom("account").selectAll().execute(),
    transaction: () => pay(bank, 1),
  };
  for (const [name, call] of Object.entries(calls)) {
    await expect(call(), name).rejects.toSatisfy(isUnavailable);
  }
});

test("a connection lost in the middle fails that call alone, and is not retried", async () => {
  const { bank, other } = await openBankOnServer();
  let runs = 0;
  const attempt = bank.transaction(async (tx) => {
    runs++;
    await sql`select 1`.execute(tx.sql);
    await endConnectionsOf(other);
    await sql`select 1`.execute(tx.sql);
  });
  await expect(attempt).rejects.toSatisfy(isUnavailable);
  expect(runs).toBe(1);
  await pay(bank, 1);
});

test("a COMMIT whose answer is lost is not retried: it may have succeeded", async () => {
  const { bank, other } = await openBankOnServer();
  await sql`
    create function wait() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(1); return null; end $$
  `.execute(bank.sql);
  await sql`
    create constraint trigger wait after insert on account deferrable initially deferred
    for each row execute function wait()
  `.execute(bank.sql);
  const locked = signal("the COMMIT will have to wait");
  const cut = signal("the connection is cut");
  const keeper = other.transaction(async (tx) => {
    await sql`select pg_advisory_xact_lock(1)`.execute(tx.sql);
    locked.resolve();
    await cut.within(WITHIN_MS);
  });
  await locked.within(WITHIN_MS);

  let runs = 0;
  const attempt = bank.transaction(async (tx) => {
    runs++;
    await tx.sql.insertInto("account").values({ id: "ada", balance: 1 }).execute();
  });
  const refused = expect(attempt).rejects.toSatisfy(isUnavailable);
  const cutCommit = sql<{ cut: boolean }>`
    select pg_terminate_backend(pid) as cut from pg_stat_activity
    where datname = current_database() and query = 'commit' and wait_event = 'advisory'
  `;
  await eventually(async () => (await cutCommit.execute(other.sql)).rows.length === 1, {
    withinMs: WITHIN_MS,
    what: "the COMMIT is under way",
  });
  await refused;
  cut.resolve();
  await keeper;
  expect(runs).toBe(1);
});

test("more calls than connections wait for their turn", async () => {
  const { bank } = await openBankOnServer();
  const calls = Array.from({ length: 100 }, (_, index) => pay(bank, index + 1));
  await expect(Promise.all(calls)).resolves.toHaveLength(100);
});

async function endConnectionsOf(bank: Bank): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
  `.execute(bank.sql);
}
