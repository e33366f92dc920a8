import { randomUUID } from "node:crypto";
import { freshDatabase } from "@quad/database/testing";
import { eventually } from "@quad/testkit";
import pg from "pg";
import { expect, test } from "vitest";
import { type Claiming, claimSlots } from "../src/bus/claim/slot-claim.ts";
import type { LogRow } from "../src/bus/claim/slot-load.ts";
import { settleSlots } from "../src/bus/settle/slot-settle.ts";
import { ask, join, messages, startBus, TOPIC } from "./start-bus.ts";

const WITHIN_MS = 10_000;
const GATE = 42;

function claimOf(group: string, leaseMs = 60_000): Claiming {
  return { group, owner: 7, token: randomUUID(), topics: [TOPIC], leaseMs, slotsMax: 8 };
}

async function openPool(connectionString: string) {
  const pool = new pg.Pool({ connectionString, max: 3 });
  // The database goes while connections are still being closed.
  pool.on("error", () => {});
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.end() });
}

/** Every claim reads its group when it has begun, and stands here with an old view of the rest. */
async function closeGate(pool: pg.Pool, url: string) {
  const keeper = await pool.connect();
  await keeper.query(`
    alter table consumer_group rename to open_group;
    create function pass_gate() returns boolean language plpgsql as
      $$ begin perform pg_advisory_xact_lock_shared(${GATE}); return true; end $$;
    create view consumer_group as select * from open_group where pass_gate();
    select pg_advisory_lock(${GATE})`);
  const waiting = `
    select from pg_locks join pg_database on pg_database.oid = pg_locks.database
    where objid = ${GATE} and not granted and datname = current_database()`;
  return {
    reached: () =>
      eventually(() => ask(url, waiting), {
        ...{ withinMs: WITHIN_MS, what: "the claim stands at the gate" },
        until: ({ length }) => length > 0,
      }),
    async open() {
      await keeper.query(`select pg_advisory_unlock(${GATE})`);
      keeper.release();
    },
  };
}

test("one statement claims for several groups, and loads for each what is its own", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  await using pool = await openPool(database.url);
  for (const group of ["one", "two"]) await (await join(bus, async () => {}, { group })).stop();
  await bus.publish([...messages("a", [1, 2]), ...messages("b", [1])]);

  const stranger = { ...claimOf("one"), topics: ["orders.other"] };
  const claims = [claimOf("one"), stranger, { ...claimOf("two"), slotsMax: 1 }];
  const [one, other, two] = await claimSlots(pool, claims);
  expect(one?.rows.map(({ id }) => id).sort()).toEqual(["a-1", "a-2", "b-1"]);
  expect(other).toEqual({ slots: [], rows: [], hasSuspects: false });
  expect(two?.slots).toHaveLength(1);
  expect(two?.rows.every(({ slot }) => slot === two.slots[0]?.slot)).toBe(true);
});

test("what the former owner puts aside while the claim is under way is not overtaken", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  await using pool = await openPool(database.url);
  const group = "work";
  await (await join(bus, async () => {}, { group })).stop();
  await bus.publish(messages("k", [1, 2]));
  // Its lease has ended at once, so that the next may have the slot while it is still at work.
  const former = claimOf(group, 0);
  const [had] = await claimSlots(pool, [former]);
  const [first] = had?.rows ?? [];
  const slot = first?.slot ?? -1;
  const position = first?.position ?? "";

  const gate = await closeGate(pool, database.url);
  const claiming = claimSlots(pool, [claimOf(group)]);
  await gate.reached();
  const stopped = { key: "k", attempts: 1, delayMs: 60_000, error: "no", busy: false };
  const settlement = {
    cursor: position,
    handled: [],
    held: [position],
    stopped: [stopped],
    freed: [],
  };
  const ownership = { ...former, slot };
  const outcome = { ownership, settlement, topics: [TOPIC], sending: () => {} };
  expect(await settleSlots(pool, [outcome])).toMatchObject([{ hasMore: true }]);
  await gate.open();

  const [claimed] = await claiming;
  expect(claimed?.slots).toEqual([{ slot, crashes: 0 }]);
  const log = claimed?.rows.filter((row): row is LogRow => row.source === "log");
  expect(log).toMatchObject([{ id: "k-2", behind: true }]);
});
