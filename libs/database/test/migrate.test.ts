import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { systemClock as clock } from "@quad/clock";
import { connect, migrate } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { noLeaks, temporaryFolder } from "@quad/testkit";
import type pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";

noLeaks();

/** A folder of migrations to change, and a database to apply them to. */
async function open() {
  const path = temporaryFolder();
  const fresh = await freshDatabase();
  onTestFinished(() => fresh[Symbol.asyncDispose]());
  const at = (name: string) => join(path, name);
  const folders = [{ folder: pathToFileURL(`${path}/`), prefix: "" }];
  const client = await connectTo(fresh.url);
  return {
    client,
    write: (name: string, sql: string) => writeFile(at(name), sql),
    remove: (name: string) => rm(at(name)),
    apply: () => migrate(client, folders),
    /** As another process would. */
    async applyElsewhere() {
      await migrate(await connectTo(fresh.url), folders);
    },
  };
}

async function connectTo(url: string): Promise<pg.Client> {
  const client = await connect({ url, clock, deadlineMs: 5_000 });
  onTestFinished(() => client.end());
  return client;
}

async function applied(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select name from quad_migration order by applied_at, name",
  );
  return rows.map(({ name }) => name);
}

test("applies what is new, in order, once", async () => {
  const { client, write, apply } = await open();
  await write("0001-book.sql", "create table book (id integer);");
  await apply();
  await write(
    "0002-title.sql",
    "alter table book add title text; insert into book values (1, 'a');",
  );
  await apply();
  await apply();
  expect(await applied(client)).toEqual(["0001-book.sql", "0002-title.sql"]);
  expect((await client.query("select * from book")).rows).toEqual([{ id: 1, title: "a" }]);
});

test("several processes at the same time apply each file once", async () => {
  const { client, write, apply, applyElsewhere } = await open();
  // Waits long enough for the others to come, and fails for whoever runs it second.
  await write("0001-book.sql", "select pg_sleep(0.1); create table book (id integer);");
  await write("0002-row.sql", "insert into book values (1);");
  await Promise.all([apply(), applyElsewhere(), applyElsewhere(), applyElsewhere()]);
  expect((await client.query("select * from book")).rows).toEqual([{ id: 1 }]);
});

test("a file that fails changes nothing, and is tried again once it is mended", async () => {
  const { client, write, apply } = await open();
  await write("0001-book.sql", "create table book (id integer);");
  await write("0002-bad.sql", "create table page (id integer); insert into gone values (1);");
  await expect(apply()).rejects.toMatchObject({
    code: "MIGRATION_FAILED",
    message: expect.stringContaining('0002-bad.sql failed and changed nothing: relation "gone"'),
  });
  expect(await applied(client)).toEqual(["0001-book.sql"]);
  await write("0002-bad.sql", "create table page (id integer);");
  await apply();
  expect(await applied(client)).toEqual(["0001-book.sql", "0002-bad.sql"]);
});

test("a file that cannot be recorded as applied is not applied", async () => {
  const { client, write, apply } = await open();
  await write("0001-bad.sql", "create table page (id integer); drop table quad_migration;");
  await expect(apply()).rejects.toMatchObject({ code: "MIGRATION_FAILED" });
  expect((await client.query("select to_regclass('page') as page")).rows).toEqual([{ page: null }]);
});

test("an edited file is refused", async () => {
  const { write, apply } = await open();
  await write("0001-book.sql", "create table book (id integer);");
  await apply();
  await write("0001-book.sql", "create table book (id bigint);");
  await expect(apply()).rejects.toMatchObject({ code: "MIGRATION_EDITED" });
});

test("other line ends are no edit", async () => {
  const { write, apply } = await open();
  await write("0001-book.sql", "create table book (\n  id integer\n);\n");
  await apply();
  await write("0001-book.sql", "create table book (\r\n  id integer\r\n);\r\n");
  await apply();
});

test("to mark a file, or mark it differently, is no edit", async () => {
  const { write, apply } = await open();
  await write("0001-book.sql", "create table book (id integer);");
  await apply();
  await write("0001-book.sql", "-- additive\ncreate table book (id integer);");
  await apply();
  await write("0001-book.sql", "-- contracting: why\ncreate table book (id integer);");
  await apply();
});

describe("code that is older than the database", () => {
  const book = "-- additive\ncreate table book (id integer);";

  /** A newer version has applied a second file, which the older one does not have. */
  async function upgraded(second: string) {
    const { client, write, remove, apply } = await open();
    await write("0001-book.sql", book);
    await write("0002-title.sql", second);
    await apply();
    await remove("0002-title.sql");
    return { client, apply };
  }

  test("starts when what it does not know is additive, and both work", async () => {
    const { client, apply } = await upgraded("-- additive\nalter table book add title text;");
    await apply();
    await client.query("insert into book (id) values (1)");
    await client.query("insert into book (id, title) values (2, 'b')");
    const { rows } = await client.query("select id from book order by id");
    expect(rows).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test.each(["-- contracting: nobody reads it\ndrop table book;", "drop table book;"])(
    "is refused when %j was applied",
    async (second) => {
      const { apply } = await upgraded(second);
      await expect(apply()).rejects.toMatchObject({
        code: "MIGRATION_MISSING",
        message: expect.stringContaining("0002-title.sql was applied, is not additive"),
      });
    },
  );
});

test("a list of migrations from before they were marked is gone on with", async () => {
  const { client, write, apply } = await open();
  await write("0001-book.sql", "-- additive\ncreate table book (id integer);");
  await apply();
  await client.query("alter table quad_migration drop column additive");
  await apply();
  await write("0002-title.sql", "-- additive\nalter table book add title text;");
  await apply();
  const { rows } = await client.query("select additive from quad_migration order by name");
  expect(rows).toEqual([{ additive: false }, { additive: true }]);
});

test("a file that is gone is missed", async () => {
  const { write, remove, apply } = await open();
  await write("0001-book.sql", "create table book (id integer);");
  await write("0002-page.sql", "create table page (id integer);");
  await apply();
  await remove("0002-page.sql");
  await expect(apply()).rejects.toMatchObject({ code: "MIGRATION_MISSING" });
});

test.each([
  { names: ["0001-a.sql", "0003-c.sql"], code: "MIGRATION_NUMBER_WRONG", says: "next one is 0002" },
  { names: ["0002-b.sql"], code: "MIGRATION_NUMBER_WRONG", says: "next one is 0001" },
  { names: ["0001-a.sql", "0001-b.sql"], code: "MIGRATION_NUMBER_WRONG", says: "0001-b.sql" },
  { names: ["1-a.sql"], code: "MIGRATION_NAME_INVALID", says: "1-a.sql" },
  { names: ["0001_a.sql"], code: "MIGRATION_NAME_INVALID", says: "0001_a.sql" },
  { names: ["notes.txt"], code: "MIGRATION_NAME_INVALID", says: "notes.txt" },
])("files named $names are refused before anything is applied", async ({ names, code, says }) => {
  const { client, write, apply } = await open();
  for (const name of names) await write(name, "create table book (id integer);");
  await expect(apply()).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
  const { rows } = await client.query("select to_regclass('book') as book");
  expect(rows).toEqual([{ book: null }]);
});
