import { noLeaks } from "@quad/testkit";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { type Bank, openBank } from "./bank.ts";

noLeaks();

/** As a newer version of the service does while this one runs: it migrates. */
async function addColumn(bank: Bank): Promise<void> {
  await sql`alter table account add column note text`.execute(bank.sql);
}

function ada(bank: Pick<Bank, "sql">) {
  return bank.sql.selectFrom("account").selectAll().where("id", "=", "ada").executeTakeFirst();
}

async function openWithAda() {
  const { bank } = await openBank();
  await bank.sql.insertInto("account").values({ id: "ada", balance: 5 }).execute();
  return bank;
}

test("a statement is prepared once a connection, not planned at every call", async () => {
  const bank = await openWithAda();
  const calls = await bank.transaction(async (tx) => {
    for (let call = 0; call < 20; call++) await ada(tx);
    return sql<{ times: number }>`
      select (generic_plans + custom_plans)::integer as times
      from pg_prepared_statements where statement like 'select * from "account"%'
    `.execute(tx.sql);
  });
  expect(calls.rows).toEqual([{ times: 20 }]);
});

test("another version of the service may add a column between two calls", async () => {
  const bank = await openWithAda();
  expect(await ada(bank)).toEqual({ id: "ada", balance: 5 });
  await addColumn(bank);
  expect(await ada(bank)).toEqual({ id: "ada", balance: 5, note: null });
});

test("a transaction that meets the new column runs again", async () => {
  const bank = await openWithAda();
  await bank.transaction(ada);
  await addColumn(bank);
  let runs = 0;
  const found = await bank.transaction((tx) => {
    runs++;
    return ada(tx);
  });
  expect(found).toEqual({ id: "ada", balance: 5, note: null });
  expect(runs).toBe(2);
});

test("statements beyond what is worth preparing run all the same", async () => {
  const bank = await openWithAda();
  for (let length = 1; length <= 400; length++) {
    const ids = Array.from({ length }, (_, index) => (index === 0 ? "ada" : String(index)));
    const found = await bank.sql
      .selectFrom("account")
      .select("id")
      .where("id", "in", ids)
      .execute();
    expect(found).toEqual([{ id: "ada" }]);
  }
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from pg_prepared_statements where ${true}
  `.execute(bank.sql);
  expect(rows[0]?.count).toBeLessThanOrEqual(300);
});
