import { systemClock as clock } from "@quad/clock";
import { openDatabase } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { type SagaPlace, testSagas } from "@quad/saga/conformance";
import { createLogger } from "@quad/telemetry";
import { onTestFinished } from "vitest";
import { postgresSagaStore } from "../src/index.ts";

const log = createLogger({ service: "test", level: "fatal", format: "json" });
const migrations = new URL("../../../libs/database/test/migrations/", import.meta.url);

testSagas("postgres", async (): Promise<SagaPlace> => {
  const fresh = await freshDatabase({ migrations });
  const database = openDatabase<object>({
    url: fresh.url,
    service: "test",
    migrations,
    clock,
    log,
  });
  await database.start();
  onTestFinished(async () => {
    await database.stop();
    await fresh[Symbol.asyncDispose]();
  });
  return {
    store: () => postgresSagaStore(database) as never,
    transaction: (work) => database.transaction(work),
  };
});
