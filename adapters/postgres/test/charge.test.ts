import { testCharge } from "@quad/charge/conformance";
import { systemClock as clock } from "@quad/clock";
import { freshDatabase } from "@quad/database/testing";
import { createLogger } from "@quad/telemetry";
import { onTestFinished } from "vitest";
import { postgresSimulatedCharge } from "../src/index.ts";

const log = createLogger({ service: "test", level: "fatal", format: "json" });

testCharge("postgres", async () => {
  const database = await freshDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  return { open: () => postgresSimulatedCharge({ url: database.url, log, clock }) };
});
