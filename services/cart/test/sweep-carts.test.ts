import { fakeClock } from "@quad/clock";
import { openDatabase } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { createLogger } from "@quad/telemetry";
import { sql } from "kysely";
import { expect, it as test } from "vitest";
import type { CartSchema } from "../src/cart-kit.ts";
import { findCart, insertCart } from "../src/cart-store.ts";
import { SWEEP_BATCH_MAX, sweepCarts } from "../src/sweep-carts.ts";

const NOW = new Date("2026-01-31T12:00:00Z");
const HOUR_MS = 3_600_000;

test("sweeps all carts that expired more than a day ago, some at a time", async () => {
  const migrations = new URL("../migrations/", import.meta.url);
  await using fresh = await freshDatabase({ migrations });
  const clock = fakeClock(NOW);
  const log = createLogger({ service: "cart", level: "error", format: "json" });
  const { url } = fresh;
  const database = openDatabase<CartSchema>({ service: "cart", url, migrations, clock, log });
  await database.start();
  const recent = crypto.randomUUID();
  await database.transaction((tx) => insertCart(tx, recent, hoursAgo(23)));
  await sql`
    insert into cart (id, expires_at)
    select gen_random_uuid(), ${hoursAgo(25)} from generate_series(1, ${2 * SWEEP_BATCH_MAX + 1})
  `.execute(database.sql);

  await sweepCarts.run({ database, clock, log }, new AbortController().signal);

  const left = await database.sql.selectFrom("cart").select("id").execute();
  expect(left.map(({ id }) => id)).toEqual([recent]);
  expect(await findCart(database.sql, recent)).not.toBeNull();

  const stopped = sweepCarts.run({ database, clock, log }, AbortSignal.abort());
  await expect(stopped).rejects.toThrow("aborted");
  await database.stop();
});

function hoursAgo(hours: number): Date {
  return new Date(NOW.getTime() - hours * HOUR_MS);
}
