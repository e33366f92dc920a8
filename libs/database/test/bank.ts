import { systemClock as clock } from "@quad/clock";
import { defineEvent } from "@quad/contracts";
import { type Database, openDatabase } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { createLogger } from "@quad/telemetry";
import { Type } from "typebox";
import { onTestFinished } from "vitest";

/** The service of these tests: accounts, and an event for each payment. */
export interface BankSchema {
  account: { id: string; balance: number };
}
export type Bank = Database<BankSchema>;

export const migrations = new URL("./migrations/", import.meta.url);
export const quietLog = createLogger({ service: "bank", level: "fatal", format: "json" });

export const paid = defineEvent({
  type: "bank.paid",
  version: 1,
  owner: "bank",
  summary: "Money went into an account.",
  key: "account",
  schema: Type.Object({ account: Type.String(), amount: Type.Integer({ minimum: 1 }) }),
  example: { account: "ada", amount: 5 },
});

/** An event that can be as large as one likes. */
export const bulky = defineEvent({
  ...paid,
  type: "bank.told",
  schema: Type.Object({ account: Type.String(), text: Type.String() }),
  example: { account: "ada", text: "" },
});

/** A started bank on a database of its own; both go with the test. */
export async function openBank(): Promise<{ bank: Bank; url: string }> {
  const fresh = await freshDatabase({ migrations });
  const bank = await bankAt(fresh.url);
  onTestFinished(() => fresh[Symbol.asyncDispose]());
  return { bank, url: fresh.url };
}

/** Another process of the bank, so to speak: its own pool on the same database. */
export async function bankAt(url: string): Promise<Bank> {
  const bank = makeBank(url);
  await bank.start();
  onTestFinished(() => bank.stop());
  return bank;
}

/** Connections enough that transactions of a test wait for each other, and for nothing else. */
const POOL_MAX = 10;

export function makeBank(url: string): Bank {
  return openDatabase({
    ...{ url, service: "bank", migrations, clock, log: quietLog },
    poolMax: POOL_MAX,
  });
}
