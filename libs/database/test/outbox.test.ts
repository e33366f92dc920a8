import { randomUUID } from "node:crypto";
import { MESSAGE_BYTES_MAX } from "@quad/bus";
import { defineEvent } from "@quad/contracts";
import { inSpan, installTracing } from "@quad/telemetry";
import { noLeaks } from "@quad/testkit";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { type EventFields, eventOf } from "../src/outbox/event-of.ts";
import { writeOutbox } from "../src/outbox/write-outbox.ts";
import { type Bank, bulky, openBank, paid } from "./bank.ts";

noLeaks();

const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

async function outboxOf(bank: Bank) {
  const { rows } = await sql<EventFields & { headers: Record<string, string> }>`
    select event_id as id, type, version, key, emitted_at as time, data, headers
    from quad_outbox order by quad_outbox.id
  `.execute(bank.sql);
  return rows.map(({ headers, ...fields }) => ({ event: eventOf(fields), headers }));
}

test("a commit keeps exactly what was emitted, in that order, as CloudEvents", async () => {
  const { bank } = await openBank();
  await bank.transaction(async (tx) => {
    tx.emit(paid, { account: "ada", amount: 1 });
    tx.emit(paid, { account: "bob", amount: 2 });
    tx.emit(paid, { account: "ada", amount: 3 });
  });
  const events = (await outboxOf(bank)).map(({ event }) => event);
  expect(events.map(({ data }) => data)).toEqual([
    { account: "ada", amount: 1 },
    { account: "bob", amount: 2 },
    { account: "ada", amount: 3 },
  ]);
  expect(events[1]).toEqual({
    specversion: "1.0",
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
    source: "/services/bank",
    type: "bank.paid",
    subject: "bob",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    datacontenttype: "application/json",
    dataschema: "/contracts/events/bank.paid/1",
    data: { account: "bob", amount: 2 },
  });
  expect(new Set(events.map(({ id }) => id)).size).toBe(3);
});

test("a rollback keeps nothing", async () => {
  const { bank } = await openBank();
  await bank
    .transaction(async (tx) => {
      tx.emit(paid, { account: "ada", amount: 1 });
      throw new Error("no");
    })
    .catch(() => {});
  expect(await outboxOf(bank)).toEqual([]);
});

test("what happens to the data after the emit changes nothing", async () => {
  const { bank } = await openBank();
  const data = { account: "ada", amount: 1 };
  await bank.transaction(async (tx) => {
    tx.emit(paid, data);
    data.amount = 100;
  });
  expect((await outboxOf(bank))[0]?.event.data).toEqual({ account: "ada", amount: 1 });
});

test("the trace of the work travels with its events", async () => {
  installTracing();
  const { bank } = await openBank();
  const emit = () => bank.transaction(async (tx) => tx.emit(paid, { account: "ada", amount: 1 }));
  await inSpan("pay", {}, emit);
  await emit();
  const [inside, outside] = await outboxOf(bank);
  expect(inside?.headers).toEqual({ traceparent: expect.stringMatching(TRACEPARENT) });
  expect(outside?.headers).toEqual({});
});

const ofAnother = defineEvent({ ...paid, type: "shop.paid", owner: "shop" });

test.each([
  { what: "an event of another service", emit: ofAnother, data: { account: "ada", amount: 1 } },
  { what: "data that is not the schema's", emit: paid, data: { account: "ada", amount: 0 } },
  { what: "an empty key", emit: paid, data: { account: "", amount: 1 } },
  { what: "a key that no bus carries", emit: paid, data: { account: "a\u0007", amount: 1 } },
  { what: "half a character in a key", emit: paid, data: { account: "a\ud800", amount: 1 } },
  { what: "a long key", emit: paid, data: { account: "a".repeat(121), amount: 1 } },
  {
    what: "more than a message may hold",
    emit: bulky,
    data: { account: "ada", text: "x".repeat(MESSAGE_BYTES_MAX) },
  },
])("$what is a TypeError, and the transaction rolls back", async ({ emit, data }) => {
  const { bank } = await openBank();
  const attempt = bank.transaction(async (tx) => {
    await tx.sql.insertInto("account").values({ id: "ada", balance: 1 }).execute();
    tx.emit(emit, data as never);
  });
  await expect(attempt).rejects.toThrow(TypeError);
  expect(await bank.sql.selectFrom("account").selectAll().execute()).toEqual([]);
});

test("an emit that comes too late is refused, not lost in silence", async () => {
  const { bank } = await openBank();
  const late = await bank.transaction(async (tx) => () => {
    tx.emit(paid, { account: "ada", amount: 1 });
  });
  expect(late).toThrow(TypeError);
});

test("many keys do not fill the server's lock table", async () => {
  const { bank } = await openBank();
  const events = Array.from({ length: 5_000 }, (_, n) => ({
    ...{ id: randomUUID(), type: paid.type, version: 1, key: `account ${n}`, time: new Date() },
    ...{ data: JSON.stringify(paid.example), headers: "{}" },
  }));
  const { rows } = await bank.sql.transaction().execute(async (transaction) => {
    await writeOutbox(transaction, events);
    return sql<{ locks: number }>`
      select count(*)::integer as locks from pg_locks
      where pid = pg_backend_pid() and locktype = 'advisory'
    `.execute(transaction);
  });
  expect(rows[0]?.locks).toBeGreaterThan(0);
  expect(rows[0]?.locks).toBeLessThanOrEqual(1_024);
  expect(await outboxOf(bank)).toHaveLength(5_000);
});
