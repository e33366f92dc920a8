import type { Tx } from "@quad/database";
import { isQuadError } from "@quad/errors";
import { noLeaks, signal } from "@quad/testkit";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { type BankSchema, openBank } from "./bank.ts";

noLeaks();

const DEADLINE_MS = 5_000;

function open(tx: Tx<BankSchema>, id: string, balance = 0) {
  return tx.sql.insertInto("account").values({ id, balance }).execute();
}

test("what the work returns comes back, and what it wrote stays", async () => {
  const { bank } = await openBank();
  const answer = await bank.transaction(async (tx) => {
    await open(tx, "ada", 5);
    return "done";
  });
  expect(answer).toBe("done");
  expect(await bank.sql.selectFrom("account").selectAll().execute()).toEqual([
    { id: "ada", balance: 5 },
  ]);
});

test("work that throws leaves nothing behind, and its error comes through", async () => {
  const { bank } = await openBank();
  const refused = new Error("no");
  const attempt = bank.transaction(async (tx) => {
    await open(tx, "ada");
    throw refused;
  });
  await expect(attempt).rejects.toBe(refused);
  expect(await bank.sql.selectFrom("account").selectAll().execute()).toEqual([]);
});

test("a statement's own error comes through as the server said it", async () => {
  const { bank } = await openBank();
  await expect(bank.transaction((tx) => open(tx, "ada", -1))).rejects.toMatchObject({
    code: "23514",
  });
});

test("a serialization failure runs the work again, on what the other left", async () => {
  const { bank } = await openBank();
  await bank.transaction((tx) => open(tx, "ada", 10));
  const bothHaveRead = signal("both have read");
  let readers = 0;
  let runs = 0;

  const take = (amount: number) =>
    bank.transaction(async (tx) => {
      runs++;
      await sql`set transaction isolation level serializable`.execute(tx.sql);
      const { balance } = await tx.sql
        .selectFrom("account")
        .select("balance")
        .executeTakeFirstOrThrow();
      if (++readers === 2) bothHaveRead.resolve();
      await bothHaveRead.within(DEADLINE_MS);
      await tx.sql
        .updateTable("account")
        .set({ balance: balance - amount })
        .execute();
    });
  await Promise.all([take(3), take(4)]);

  expect(runs).toBe(3);
  expect(await bank.sql.selectFrom("account").select("balance").execute()).toEqual([
    { balance: 3 },
  ]);
});

test("of two that wait for each other one runs again", async () => {
  const { bank } = await openBank();
  await bank.transaction(async (tx) => {
    await open(tx, "ada", 10);
    await open(tx, "bob", 10);
  });
  const bothHoldOne = signal("both hold a row");
  let holders = 0;

  const move = (from: string, to: string) =>
    bank.transaction(async (tx) => {
      const add = (id: string, amount: number) =>
        tx.sql
          .updateTable("account")
          .set((row) => ({ balance: row("balance", "+", amount) }))
          .where("id", "=", id)
          .execute();
      await add(from, -1);
      if (++holders === 2) bothHoldOne.resolve();
      await bothHoldOne.within(DEADLINE_MS);
      await add(to, 1);
    });
  await Promise.all([move("ada", "bob"), move("bob", "ada")]);

  expect(holders).toBe(3);
});

test("work that always loses is given up as unavailable, after five attempts", async () => {
  const { bank } = await openBank();
  let attempts = 0;
  const error = await bank
    .transaction(async (tx) => {
      attempts++;
      await sql`do $$ begin raise sqlstate '40001'; end $$`.execute(tx.sql);
    })
    .catch((thrown: unknown) => thrown);
  expect(isQuadError(error, "DATABASE_UNAVAILABLE")).toBe(true);
  expect(attempts).toBe(5);
});

test("callbacks run after the commit, in order, and never after a rollback", async () => {
  const { bank } = await openBank();
  const calls: string[] = [];
  await bank.transaction(async (tx) => {
    tx.afterCommit(() => calls.push("first"));
    tx.afterCommit(() => calls.push("second"));
    calls.push("work");
  });
  await bank
    .transaction(async (tx) => {
      tx.afterCommit(() => calls.push("never"));
      throw new Error("no");
    })
    .catch(() => {});
  expect(calls).toEqual(["work", "first", "second"]);
});
