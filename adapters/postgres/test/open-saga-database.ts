import type { Database } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { onTestFinished } from "vitest";
import { sagaMigrations, type TripSchema, tripDatabase } from "./saga-trip.ts";

interface SagaDatabase {
  readonly database: Database<TripSchema>;
  readonly url: string;
}

/** The started database of a service; it goes with the test. */
export async function openSagaDatabase(): Promise<SagaDatabase> {
  const fresh = await freshDatabase({ migrations: sagaMigrations });
  const database = tripDatabase(fresh.url);
  await database.start();
  onTestFinished(async () => {
    await database.stop();
    await fresh[Symbol.asyncDispose]();
  });
  return { database, url: fresh.url };
}
