import { systemClock as clock } from "@quad/clock";
import { connect } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import type { Mail } from "@quad/mailer";
import { mailerSuite } from "@quad/mailer/conformance";
import { createLogger } from "@quad/telemetry";
import { testAdapter } from "@quad/testkit";
import { onTestFinished } from "vitest";
import { postgresMailbox } from "../src/mailbox/postgres-mailbox.ts";

const log = createLogger({ service: "test", level: "fatal", format: "json" });

testAdapter(mailerSuite, "mailbox", async () => {
  const database = await freshDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  const { url } = database;
  return { open: () => postgresMailbox({ url, log, clock }), received: () => mailsIn(url) };
});

async function mailsIn(url: string): Promise<Mail[]> {
  const client = await connect({ url, clock, deadlineMs: 5_000 });
  try {
    const { rows } = await client.query("select * from mail");
    return rows.map(({ id, to_name: name, to_email: email, subject, text }) => ({
      id,
      to: { name, email },
      subject,
      text,
    }));
  } finally {
    await client.end();
  }
}
