import { systemClock } from "@quad/clock";
import { openDatabase } from "@quad/database";
import { eventually, noLeaks } from "@quad/testkit";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { type Bank, migrations, openBank, quietLog } from "./bank.ts";

noLeaks();

async function fill(bank: Bank): Promise<void> {
  await sql`
    insert into quad_inbox (event_id, processed_at)
    select gen_random_uuid(), now() - make_interval(days => day)
    from unnest(array[0, 13, 15, 400]) as day, generate_series(1, 1500)
  `.execute(bank.sql);
  await sql`
    insert into quad_idempotency (scope, key, fingerprint, created_at)
    select 's', day || '-' || n, 'f', now() - make_interval(days => day)
    from unnest(array[0, 6, 8, 400]) as day, generate_series(1, 1500) as n
  `.execute(bank.sql);
}

async function counts(bank: Bank) {
  const { rows } = await sql<{ inbox: number; idempotency: number }>`
    select (select count(*)::integer from quad_inbox) as inbox,
      (select count(*)::integer from quad_idempotency) as idempotency
  `.execute(bank.sql);
  return rows[0];
}

test("rows that are of no use any more are deleted by and by, the others stay", async () => {
  const { bank, url } = await openBank();
  await fill(bank);
  expect(await counts(bank)).toEqual({ inbox: 6_000, idempotency: 6_000 });

  const pauses: number[] = [];
  const hurried = {
    now: systemClock.now,
    sleep(delayMs: number, signal?: AbortSignal) {
      pauses.push(delayMs);
      return systemClock.sleep(pauses.length === 1 ? 0 : delayMs, signal);
    },
  };
  const options = { url, service: "bank", migrations, clock: hurried, log: quietLog };
  const other = openDatabase(options);
  await other.start();
  onTestFinished(() => other.stop());

  await eventually(() => counts(bank), {
    withinMs: 5_000,
    what: "only young rows are left",
    until: (left) => left?.inbox === 3_000 && left.idempotency === 3_000,
  });
  await eventually(async () => pauses, {
    withinMs: 5_000,
    what: "the next round is an hour away",
    until: (all) => all.length === 2,
  });
  expect(pauses).toEqual([60_000, 3_600_000]);
});
