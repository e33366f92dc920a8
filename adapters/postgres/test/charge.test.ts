import { signSimulatedNotice } from "@quad/charge";
import { chargeSuite, noticeInbox } from "@quad/charge/conformance";
import { systemClock as clock } from "@quad/clock";
import { freshDatabase } from "@quad/database/testing";
import { createLogger } from "@quad/telemetry";
import { testAdapter } from "@quad/testkit";
import { onTestFinished } from "vitest";
import { postgresSimulatedCharge } from "../src/charge/postgres-simulated-charge.ts";

const log = createLogger({ service: "test", level: "fatal", format: "json" });
const noticeSecret = "of the test";
const options = { log, clock, noticeSecret };

testAdapter(chargeSuite, "simulated", async () => {
  const database = await freshDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  const inbox = noticeInbox();
  return {
    open: () => postgresSimulatedCharge({ ...options, url: database.url, notify: inbox.notify }),
    inbox,
    sign: (body, at) => signSimulatedNotice(body, noticeSecret, at),
  };
});
