import { pathToFileURL } from "node:url";
import { systemClock as clock } from "@quad/clock";
import { type Database, openDatabase } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { createLogger } from "@quad/telemetry";
import { temporaryFolder } from "@quad/testkit";
import { onTestFinished } from "vitest";

const log = createLogger({ service: "test", level: "fatal", format: "json" });

/** The started database of a service without tables of its own; it goes with the test. */
export async function openSagaDatabase(): Promise<Database<object>> {
  const migrations = pathToFileURL(`${temporaryFolder()}/`);
  const fresh = await freshDatabase();
  const options = { url: fresh.url, service: "test", migrations, clock, log };
  const database = openDatabase<object>(options);
  await database.start();
  onTestFinished(async () => {
    await database.stop();
    await fresh[Symbol.asyncDispose]();
  });
  return database;
}
