import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { systemClock as clock } from "@quad/clock";
import { type Database, type DatabaseOptions, openDatabase } from "@quad/database";

/** Of a service without tables of its own, started: outbox and inbox come with the library. */
export async function bareDatabase(
  options: Pick<DatabaseOptions, "url" | "service" | "log" | "poolMax">,
): Promise<Database<object>> {
  const folder = await mkdtemp(join(tmpdir(), "quad-bench-"));
  const migrations = pathToFileURL(`${folder}/`);
  const database = openDatabase<object>({ ...options, migrations, clock });
  // A start is all that reads it.
  await database.start().finally(() => rm(folder, { recursive: true }));
  return database;
}
