import type { EventStore, PlacedEvent } from "@quad/event-store";
import { signal } from "@quad/testkit";
import { expect } from "vitest";
import {
  type EventStoreCheck,
  type EventStoreStage,
  newStream,
  numbered,
} from "./event-store-stage.ts";
import { upTo } from "./observed-subscription.ts";

const WRITERS = 6;
const APPENDS = 15;

/** What the order of all events promises. */
export const history: readonly EventStoreCheck[] = [
  {
    name: "positions are 1, 2, 3 in the order of appends, over all streams",
    async run(stage) {
      const stores = await stage.two();
      const streams = [newStream(), newStream()] as const;
      for (const number of upTo(6)) {
        const stream = streams[number % 2 ? 0 : 1];
        await stores[number % 3 ? 0 : 1].append(stream, numbered(2, number), { expected: "any" });
      }
      const all = await stores[0].readAll({ after: 0 });
      expect(all.map(({ position }) => position)).toEqual(upTo(12));
      const numbers = all.map(({ data }) => (data as { number: number }).number);
      expect(numbers).toEqual([1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7]);
      expect(all.filter(({ stream }) => stream === streams[0])).toMatchObject(
        await stores[1].read(streams[0]),
      );
      expect(await stores[1].readAll({ after: 0 })).toEqual(all);
      expect(await stores[1].readAll({ after: 4, limit: 3 })).toEqual(all.slice(4, 7));
      expect(await stores[0].readAll({ after: 12 })).toEqual([]);
    },
  },
  {
    name: "who follows sees every event once, while many write",
    async run(stage) {
      const stores = await stage.two();
      const shared = newStream();
      let done = false;
      const write = async (writer: number) => {
        const store = stores[writer % 2 ? 0 : 1];
        const own = newStream();
        for (const number of upTo(APPENDS)) {
          const stream = number % 3 ? own : shared;
          await store.append(stream, numbered(number % 4 || 1), { expected: "any" });
        }
      };
      const follow = async (store: EventStore) => {
        const seen: PlacedEvent[] = [];
        for (let last = false; ; last = done) {
          const page = await store.readAll({ after: seen.length, limit: 50 });
          for (const event of page) expect(event.position).toBe(seen.push(event));
          if (last && page.length === 0) return seen;
        }
      };
      const writing = Promise.all(upTo(WRITERS).map(write)).finally(() => {
        done = true;
      });
      const following = Promise.all([follow(stores[0]), follow(stores[1])]);
      const [[seen, other]] = await Promise.all([following, writing]);
      const perWriter = upTo(APPENDS).reduce((sum, number) => sum + (number % 4 || 1), 0);
      expect(seen).toHaveLength(WRITERS * perWriter);
      expect(other).toEqual(seen);
      expectOrderOfVersions(seen);
    },
  },
  {
    name: "a position is for ever",
    async run(stage) {
      const store = await stage.started();
      await store.append(newStream(), numbered(3), { expected: 0 });
      const before = await store.readAll({ after: 0 });
      await store.append(newStream(), numbered(3), { expected: 0 });
      const after = await store.readAll({ after: 0 });
      expect(after.slice(0, 3)).toEqual(before);
      expect(after).toHaveLength(6);
      expect(new Set(after.map(({ position }) => position)).size).toBe(6);
    },
  },
  {
    name: "a transaction that commits late is not skipped, and holds up nobody",
    needs: "transactions",
    async run(stage) {
      const store = await stage.started();
      const observed = stage.subscription();
      await observed.join(store);
      const late = await openAppend(stage, store);
      const streams = [newStream(), newStream()] as const;
      for (const stream of streams) await store.append(stream, numbered(1), { expected: 0 });
      await observed.untilHandled(2);
      expect(await store.readAll({ after: 0 })).toHaveLength(2);
      await late.commit();
      await store.append(streams[0], numbered(1), { expected: 1 });
      await observed.untilHandled(4);
      expect(observed.handled.map(({ stream }) => stream)).toEqual([
        ...streams,
        late.stream,
        streams[0],
      ]);
      expect(observed.positions).toEqual(upTo(4));
      const all = await store.readAll({ after: 0 });
      expect(all).toEqual(observed.handled);
    },
  },
  {
    name: "a transaction that began early and appends late keeps the order of the stream",
    needs: "transactions",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      const late = await openAppend(stage, store, stream);
      await store.append(stream, numbered(1, 1), { expected: 0 });
      await late.commit();
      const all = await store.readAll({ after: 0 });
      expect(all.filter((event) => event.stream === stream)).toMatchObject([
        { version: 1, data: { number: 1 } },
        { version: 2, data: { number: 2 } },
      ]);
      expectOrderOfVersions(all);
    },
  },
  {
    name: "a transaction that is rolled back leaves no gap",
    needs: "transactions",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      const undone = await openAppend(stage, store);
      await store.append(stream, numbered(1), { expected: 0 });
      await undone.rollback();
      await store.append(stream, numbered(1), { expected: 1 });
      const all = await store.readAll({ after: 0 });
      expect(all.map((event) => event.position)).toEqual([1, 2]);
      expect(all.every((event) => event.stream === stream)).toBe(true);
    },
  },
];

/** A transaction that has appended and waits; at its end it may append to another stream. */
async function openAppend(stage: EventStoreStage, store: EventStore, lastStream?: string) {
  const stream = newStream();
  const appended = signal("the transaction has appended");
  const end = Promise.withResolvers<void>();
  const undone = new Error("rolled back");
  const transaction = stage.service.transaction(async (tx) => {
    const writer = store.within(tx);
    await writer.append(stream, numbered(1), { expected: 0 });
    appended.resolve();
    await end.promise;
    if (lastStream) await writer.append(lastStream, numbered(1, 2), { expected: "any" });
  });
  transaction.catch(appended.reject);
  // A check that fails leaves no transaction open.
  stage.atEnd(() => end.resolve());
  await appended.within(stage.patienceMs);
  return {
    stream,
    async commit() {
      end.resolve();
      await transaction;
    },
    async rollback() {
      end.reject(undone);
      await expect(transaction).rejects.toBe(undone);
    },
  };
}

function expectOrderOfVersions(events: readonly PlacedEvent[]): void {
  const versions = Map.groupBy(events, ({ stream }) => stream);
  for (const ofStream of versions.values()) {
    expect(ofStream.map(({ version }) => version)).toEqual(upTo(ofStream.length));
  }
}
