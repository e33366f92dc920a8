import { type DifferingColumns, describeTables } from "@quad/database/testing";
import { expect, expectTypeOf, test } from "vitest";
import type { ChargeSchema } from "../src/charge/charge-schema.ts";
import type { MailboxSchema } from "../src/mailbox/postgres-mailbox.ts";
import type { Tables as ChargeTables } from "./tables/charge.ts";
import type { Tables as MailboxTables } from "./tables/mailbox.ts";

test.each(["charge", "mailbox"])(
  "the tables that the %s declares are those that its migrations make",
  async (adapter) => {
    expectTypeOf<DifferingColumns<ChargeSchema, ChargeTables>>().toBeNever();
    expectTypeOf<DifferingColumns<MailboxSchema, MailboxTables>>().toBeNever();
    const migrations = new URL(`../migrations/${adapter}/`, import.meta.url);
    await expect(await describeTables(migrations)).toMatchFileSnapshot(`./tables/${adapter}.ts`);
  },
);
