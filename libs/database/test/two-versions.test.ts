import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { systemClock as clock } from "@quad/clock";
import { openDatabase } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { createLogger } from "@quad/telemetry";
import { noLeaks, temporaryFolder } from "@quad/testkit";
import { expect, onTestFinished, test } from "vitest";

noLeaks();

const log = createLogger({ service: "shop", level: "fatal", format: "json" });
const BOOK = "-- additive\ncreate table book (id integer primary key);";
const TITLE = "-- additive\nalter table book add title text not null default 'untitled';";

interface Schema {
  book: { id: number; title?: string };
}

/** A folder with these migrations, numbered in this order. */
async function folderOf(...files: readonly string[]): Promise<URL> {
  const path = temporaryFolder();
  for (const [index, sql] of files.entries())
    await writeFile(join(path, `000${index + 1}-book.sql`), sql);
  return pathToFileURL(`${path}/`);
}

async function start(url: string, migrations: URL) {
  const database = openDatabase<Schema>({ url, service: "shop", migrations, clock, log });
  await database.start();
  onTestFinished(() => database.stop());
  return database.sql;
}

test("the version before starts beside the newer one, and both write and read", async () => {
  const fresh = await freshDatabase();
  onTestFinished(() => fresh[Symbol.asyncDispose]());
  const newer = await start(fresh.url, await folderOf(BOOK, TITLE));
  const older = await start(fresh.url, await folderOf(BOOK));
  await older.insertInto("book").values({ id: 1 }).execute();
  await newer.insertInto("book").values({ id: 2, title: "b" }).execute();
  expect(await older.selectFrom("book").select("id").orderBy("id").execute()).toEqual([
    { id: 1 },
    { id: 2 },
  ]);
  expect(await newer.selectFrom("book").selectAll().orderBy("id").execute()).toEqual([
    { id: 1, title: "untitled" },
    { id: 2, title: "b" },
  ]);
});
