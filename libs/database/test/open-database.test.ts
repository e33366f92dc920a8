import { type FreshDatabase, freshDatabase } from "@quad/database/testing";
import { testLifecycle } from "@quad/lifecycle/conformance";
import { signal } from "@quad/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bank, makeBank, migrations } from "./bank.ts";

const WITHIN_MS = 5_000;

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase({ migrations });
});
afterAll(() => fresh[Symbol.asyncDispose]());

testLifecycle("openDatabase", {
  make: () => makeBank(fresh.url),
  works: (database) =>
    database.ping().then(
      () => true,
      () => false,
    ),
});

test("a stop lets a running transaction finish", async () => {
  const bank = makeBank(fresh.url);
  await bank.start();
  const works = signal("the work has begun");
  const stopping = signal("the stop has begun");
  const transaction = bank.transaction(async (tx) => {
    works.resolve();
    await stopping.within(WITHIN_MS);
    await tx.sql.insertInto("account").values({ id: "ada", balance: 1 }).execute();
  });
  await works.within(WITHIN_MS);
  const stop = bank.stop();
  stopping.resolve();
  await Promise.all([transaction, stop]);

  await bank.start();
  expect(await bank.sql.selectFrom("account").select("id").execute()).toEqual([{ id: "ada" }]);
  await bank.stop();
});

test("a stop serves the calls that wait for a connection", async () => {
  const bank = makeBank(fresh.url);
  await bank.start();
  const calls = Array.from({ length: 40 }, () => bank.transaction(count));
  await Promise.all([bank.stop(), ...calls]);
  await expect(bank.ping()).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
});

function count({ sql }: Pick<Bank, "sql">) {
  return sql.selectFrom("account").select("id").execute();
}

test("before its start a database is unavailable", async () => {
  await expect(makeBank(fresh.url).ping()).rejects.toMatchObject({
    code: "DATABASE_UNAVAILABLE",
    message: "The database of bank cannot be used now: it is not started",
  });
});
