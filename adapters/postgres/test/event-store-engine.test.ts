import { type Clock, systemClock } from "@quad/clock";
import { eventually, signal } from "@quad/testkit";
import type { KyselyPlugin } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { eventStorePlace, type NotePlace, query } from "./event-store-place.ts";

const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 500;
const event = { type: "test.happened", data: null };

/** A clock by which nobody ever looks by himself. */
const blind: Clock = {
  now: systemClock.now,
  sleep: (ms, given) =>
    systemClock.sleep(ms === LOOK_EVERY_MS ? Number.POSITIVE_INFINITY : ms, given),
};

async function startedStore(place: NotePlace, clock = systemClock) {
  const store = place.open({ clock });
  await store.start();
  onTestFinished(() => store.stop());
  return store;
}

test("stores that start at once on a new database make its schema once", async () => {
  const place = await eventStorePlace();
  const stores = [place.open(), place.open(), place.open()] as const;
  for (const store of stores) onTestFinished(() => store.stop());
  await Promise.all(stores.map((store) => store.start()));
  await stores[0].append("order-1", [event], { expected: 0 });
  expect(await stores[1].read("order-1")).toHaveLength(1);
});

test("the service's own migrations know nothing of the schema", async () => {
  const place = await eventStorePlace();
  const store = await startedStore(place);
  await store.stop();
  await store.start();
  const names = await query(place.url, "select name from quad_migration where name like '%event%'");
  expect(names).toEqual([]);
});

test("a commit wakes the members of other processes, before they look by themselves", async () => {
  const place = await eventStorePlace();
  const [writer, reader] = [await startedStore(place), await startedStore(place, blind)];
  const heard = [signal("the append is heard"), signal("the transaction is heard")];
  let batches = 0;
  const member = reader.subscribe({
    name: "test.hearer",
    handle: async () => heard[batches++]?.resolve(),
  });
  const listening = "select from pg_stat_activity where query = 'listen quad_events'";
  await eventually(() => query(place.url, listening), {
    withinMs: PATIENCE_MS,
    what: "both stores listen",
    until: ({ length }) => length === 2,
  });
  await member.start();
  await writer.append("order-1", [event], { expected: 0 });
  await heard[0]?.within(PATIENCE_MS);
  await place.service?.transaction(async (tx) => {
    await writer.within(tx).append("order-1", [event], { expected: 1 });
  });
  await heard[1]?.within(PATIENCE_MS);
});

test("while the database is away calls say so; then all goes on", async () => {
  const place = await eventStorePlace();
  const [store, other] = [await startedStore(place), await startedStore(place)];
  const handled: number[] = [];
  const member = store.subscribe({
    name: "test.follower",
    async handle(events) {
      handled.push(...events.map(({ position }) => position));
    },
  });
  await member.start();
  await store.append("order-1", [event], { expected: 0 });
  await place.kill?.(store);
  const away = { code: "EVENT_STORE_UNAVAILABLE" };
  await expect(store.append("order-1", [event], { expected: 1 })).rejects.toMatchObject(away);
  await expect(store.read("order-1")).rejects.toMatchObject(away);
  await expect(store.readAll({ after: 0 })).rejects.toMatchObject(away);
  await other.append("order-1", [event], { expected: 1 });
  place.revive(store);
  await eventually(() => handled, {
    withinMs: PATIENCE_MS,
    what: "the follower has caught up",
    until: (positions) => positions.at(-1) === 2,
  });
  expect(await store.append("order-1", [event], { expected: 2 })).toMatchObject({ version: 3 });
});

test("an append or a read in a transaction is one statement, also when it conflicts", async () => {
  const place = await eventStorePlace();
  const store = await startedStore(place);
  let statements = 0;
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      statements++;
      return result;
    },
  };
  await place.service?.transaction(async (tx) => {
    const within = store.within({ ...tx, sql: tx.sql.withPlugin(counting) });
    await within.append("order-1", [event, event, event], { expected: 0 });
    await within.append("order-1", [event], { expected: "any" });
    await within.append("order-1", [event], { expected: 4 });
    expect(statements).toBe(3);
    const stale = within.append("order-1", [event], { expected: 4 });
    await expect(stale).rejects.toMatchObject({ code: "EVENT_STORE_CONFLICT" });
    expect(statements).toBe(4);
    expect(await within.read("order-1")).toHaveLength(5);
    expect(statements).toBe(5);
  });
});

test("a handler may rewind its own subscription", async () => {
  const place = await eventStorePlace();
  const store = await startedStore(place);
  await store.append("order-1", [event], { expected: 0 });
  const twice = signal("all is handled twice");
  let batches = 0;
  const member = store.subscribe({
    name: "test.again",
    async handle(_, { transaction }) {
      if (++batches === 1) await store.within(transaction).rewind("test.again");
      else twice.resolve();
    },
  });
  await member.start();
  await twice.within(PATIENCE_MS);
});

test("the queue of appends without positions is empty when all is read", async () => {
  const place = await eventStorePlace();
  const store = await startedStore(place);
  for (let version = 0; version < 5; version++) {
    await store.append("order-1", [event], { expected: version });
  }
  const unplaced = "select from quad_events.unplaced";
  expect(await query(place.url, unplaced)).toHaveLength(5);
  await store.readAll({ after: 0 });
  expect(await query(place.url, unplaced)).toHaveLength(0);
});
