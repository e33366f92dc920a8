import { randomUUID } from "node:crypto";
import { cp, rm } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { systemClock as clock } from "@quad/clock";
import { connect, eventOf, migrate } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { temporaryFolder } from "@quad/testkit";
import { expect, test } from "vitest";

const FOLDER = new URL("../migrations/", import.meta.url);
const FIELDS = {
  ...{ id: randomUUID(), type: "bank.paid", version: 12, key: "ada", data: { amount: 1, a: null } },
  time: new Date("2026-01-02T03:04:05.678Z"),
};

test("an event that waits as a whole is the same event afterwards", async () => {
  await using fresh = await freshDatabase();
  const before = temporaryFolder();
  await cp(FOLDER, before, { recursive: true });
  for (const name of ["0006-outbox-columns.sql", "0007-no-index-of-age.sql"]) {
    await rm(`${before}/${name}`);
  }
  const client = await connect({ url: fresh.url, clock, deadlineMs: 5_000 });
  try {
    await migrate(client, [{ folder: pathToFileURL(`${before}/`), prefix: "quad/" }]);
    const event = JSON.stringify(eventOf(FIELDS));
    await client.query('insert into quad_outbox (event, headers) values ($1, \'{"a":"b"}\')', [
      event,
    ]);
    await migrate(client, [{ folder: FOLDER, prefix: "quad/" }]);
    const { rows } = await client.query(
      `select event_id as id, type, version, key, emitted_at as time, data, headers
       from quad_outbox`,
    );
    expect(rows).toEqual([{ ...FIELDS, headers: { a: "b" } }]);
    expect(JSON.stringify(eventOf(rows[0]))).toBe(event);
  } finally {
    await client.end();
  }
});
