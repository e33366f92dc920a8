import { systemClock as clock, fakeClock } from "@quad/clock";
import { connect } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { createLogger } from "@quad/telemetry";
import { expect, onTestFinished, test } from "vitest";
import { postgresLocks } from "../src/lock/postgres-locks.ts";
import { pruneLocks } from "../src/lock/prune-locks.ts";

const log = createLogger({ service: "test", level: "fatal", format: "json" });
const WITHIN_MS = 10_000;

test("a lock that nobody has used for long is deleted, and its tokens go on", async () => {
  await using database = await freshDatabase();
  const client = await connect({ url: database.url, clock, deadlineMs: WITHIN_MS });
  onTestFinished(() => client.end());
  const locks = postgresLocks({ url: database.url, log, clock: fakeClock() });
  await locks.start();
  onTestFinished(() => locks.stop());
  const used = await locks.acquire("used");
  const old = await locks.acquire("old");
  await client.query("update lock set expires_at = now() - interval '2 hours' where name = 'old'");
  await client.query(
    "insert into lock_waiter (claim, name, ticket, holder) values (gen_random_uuid(), 'old', 1, '')",
  );

  await pruneLocks(client);
  const { rows } = await client.query("select name from lock");
  expect(rows).toEqual([{ name: "used" }]);
  expect((await client.query("select from lock_waiter")).rowCount).toBe(0);
  expect((await locks.acquire("old")).token).toBeGreaterThan(old.token);
  await used.renew();
});
