import { type Clock, systemClock } from "@quad/clock";
import type { Tx } from "@quad/database";
import type { Batch, PlacedEvent } from "@quad/event-store";
import { eventually, signal } from "@quad/testkit";
import type { KyselyPlugin } from "kysely";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { eventStorePlace, type NotePlace, type NoteSchema, query } from "./event-store-place.ts";

const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 5_000;
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
  const present = "select from pg_stat_activity where query = 'select pg_notify($1, $2)'";
  await eventually(() => query(place.url, present), {
    withinMs: PATIENCE_MS,
    what: "both stores listen and have said so",
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

test("a process that is alone calls nobody", async () => {
  const place = await eventStorePlace();
  const listener = new pg.Client(place.url);
  await listener.connect();
  onTestFinished(() => listener.end());
  const calls: string[] = [];
  const until = (count: number, what: string) =>
    eventually(() => new Set(calls).size, {
      ...{ withinMs: PATIENCE_MS, what, until: (callers) => callers === count },
    });
  listener.on("notification", ({ payload = "" }) => calls.push(payload));
  await listener.query("listen quad_events");
  const store = await startedStore(place);
  await until(1, "the first store has come");
  for (let expected = 0; expected < 3; expected++) {
    await store.append("order-1", [event], { expected });
  }
  await startedStore(place);
  await until(2, "the second store has come");
  expect(calls.indexOf(calls.find((caller) => caller !== calls[0]) ?? "")).toBe(1);
});

test("of subscriptions given together one that rejects holds up no other", async () => {
  const place = await eventStorePlace();
  const store = await startedStore(place);
  const transactions = new Set<unknown>();
  let isPoisoned = true;
  const follower = (name: "sound" | "poisoned") => ({
    name: `test.${name}`,
    batchMax: 2,
    async handle(events: readonly PlacedEvent[], { transaction }: Batch<Tx<NoteSchema>>) {
      const positions = events.map(({ position }) => position).join();
      await place.service?.note(transaction, `${name} ${positions}`);
      if (name === "poisoned" && isPoisoned) throw new Error("poison");
      transactions.add(transaction);
    },
  });
  await store.append("order-1", [event, event, event], { expected: 0 });
  const member = store.subscribe(follower("sound"), follower("poisoned"));
  await member.start();
  const caughtUp = (name: string) =>
    eventually(() => store.progress(`test.${name}`), {
      ...{ withinMs: PATIENCE_MS, what: name, until: ({ position, head }) => position === head },
    });
  await caughtUp("sound");
  await store.append("order-1", [event], { expected: 3 });
  await caughtUp("sound");
  expect((await store.progress("test.poisoned")).position).toBe(0);
  isPoisoned = false;
  await caughtUp("poisoned");
  // What one wrote beside the poison was rolled back with it, and written again.
  expect((await place.service?.notes())?.sort()).toEqual([
    ...["poisoned 1,2", "poisoned 3,4", "sound 1,2", "sound 3", "sound 4"],
  ]);
  transactions.clear();
  await store.append("order-1", [event], { expected: 4 });
  await Promise.all([caughtUp("sound"), caughtUp("poisoned")]);
  expect(transactions.size).toBe(1);
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
