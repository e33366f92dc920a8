import { freshDatabase } from "@quad/database/testing";
import { noLeaks } from "@quad/testkit";
import pg from "pg";
import { expect, test } from "vitest";
import { migrations } from "./bank.ts";

noLeaks();

async function query(url: string, text: string) {
  const client = new pg.Client(url);
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test("is migrated, and of its own", async () => {
  await using one = await freshDatabase({ migrations });
  await using other = await freshDatabase({ migrations });
  await query(one.url, "insert into account values ('ada', 1)");
  expect(await query(other.url, "select * from account")).toEqual([]);
  expect(await query(other.url, "select name from quad_migration order by name")).toEqual([
    { name: "0001-account.sql" },
    { name: "quad/0001-outbox.sql" },
    { name: "quad/0002-inbox.sql" },
    { name: "quad/0003-idempotency.sql" },
    { name: "quad/0004-job.sql" },
    { name: "quad/0005-outbox-refused.sql" },
    { name: "quad/0006-outbox-columns.sql" },
    { name: "quad/0007-no-index-of-age.sql" },
  ]);
});

test("many at the same time share one template", async () => {
  const databases = await Promise.all([1, 2, 3, 4].map(() => freshDatabase({ migrations })));
  expect(new Set(databases.map(({ url }) => url)).size).toBe(4);
  await Promise.all(databases.map((database) => database[Symbol.asyncDispose]()));
});

test("without migrations it is empty, and its role may make tables", async () => {
  await using fresh = await freshDatabase();
  expect(await query(fresh.url, "select to_regclass('quad_migration') as table")).toEqual([
    { table: null },
  ]);
  await query(fresh.url, "create table book ()");
});

test("is dropped in the end, whoever is connected", async () => {
  const fresh = await freshDatabase();
  const client = new pg.Client(fresh.url);
  client.on("error", () => {});
  await client.connect();
  await fresh[Symbol.asyncDispose]();
  await client.end();
  await expect(query(fresh.url, "select 1")).rejects.toThrow(
    /does not exist|authentication failed/,
  );
});
