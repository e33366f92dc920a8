import type { EventStore } from "@quad/event-store";
import { expect } from "vitest";
import { type EventStoreCheck, newStream, numbered } from "./event-store-stage.ts";
import { upTo } from "./observed-subscription.ts";

const RACERS = 10;
const ROUNDS = 4;
const conflict = (actual: number, expected: number | "any") => ({
  code: "EVENT_STORE_CONFLICT",
  details: { actual, expected },
});

/** What an append promises. */
export const appending: readonly EventStoreCheck[] = [
  {
    name: "events get the versions 1, 2, 3 and are read as they were given",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      const id = "0198a6f0-0000-7000-8000-0000000000ab";
      const metadata = { asker: "ada" };
      const special = { type: "test.special", data: [1, null], schema: 7, metadata, id };
      const [plain] = numbered(1);
      const given = [...numbered(2), special];
      const { version, recordedAt } = await store.append(stream, given, { expected: 0 });
      expect(version).toBe(3);
      const [first, second, third] = await store.read(stream);
      const known = { id: expect.any(String), recordedAt, stream };
      expect(first).toEqual({ ...known, ...plain, version: 1, schema: 1, metadata: {} });
      expect(second).toMatchObject({ version: 2, data: { number: 2 } });
      expect(third).toEqual({ ...known, ...special, version: 3 });
      expect(first?.id).not.toBe(second?.id);
    },
  },
  {
    name: "refuses an append whose expected version is not the stream's",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      const append = (expected: number) => store.append(stream, numbered(2), { expected });
      await expect(append(1)).rejects.toMatchObject(conflict(0, 1));
      await append(0);
      await expect(append(0)).rejects.toMatchObject(conflict(2, 0));
      await expect(append(1)).rejects.toMatchObject(conflict(2, 1));
      await expect(append(3)).rejects.toMatchObject(conflict(2, 3));
      expect(await append(2)).toMatchObject({ version: 4 });
      expect(await store.read(stream)).toHaveLength(4);
    },
  },
  {
    name: `of ${RACERS} at once with the same expected version exactly one succeeds`,
    async run(stage) {
      const stores = await stage.two();
      const stream = newStream();
      for (let expected = 0; expected < ROUNDS; expected++) {
        const racers = await Promise.allSettled(
          upTo(RACERS).map((number) =>
            storeOf(stores, number).append(stream, numbered(1, number), { expected }),
          ),
        );
        const lost = racers.filter((racer) => racer.status === "rejected");
        expect(lost).toHaveLength(RACERS - 1);
        for (const { reason } of lost) {
          expect(reason).toMatchObject(conflict(expected + 1, expected));
        }
      }
      const versions = (await stores[0].read(stream)).map(({ version }) => version);
      expect(versions).toEqual(upTo(ROUNDS));
    },
  },
  {
    name: "appends that expect any version all succeed, one after the other",
    async run(stage) {
      const stores = await stage.two();
      const stream = newStream();
      const answers = await Promise.all(
        upTo(RACERS).map((number) =>
          storeOf(stores, number).append(stream, numbered(2, number), { expected: "any" }),
        ),
      );
      const versions = answers.map(({ version }) => version).sort((one, other) => one - other);
      expect(versions).toEqual(upTo(RACERS).map((number) => 2 * number));
      const events = await stores[0].read(stream);
      expect(events.map(({ version }) => version)).toEqual(upTo(2 * RACERS));
    },
  },
  {
    name: "an append is seen whole or not at all",
    async run(stage) {
      const [writer, reader] = await stage.two();
      const stream = newStream();
      let done = false;
      const write = async () => {
        for (const _ of upTo(20)) await writer.append(stream, numbered(3), { expected: "any" });
      };
      const writing = write().finally(() => {
        done = true;
      });
      // When the reading fails the check is over before the writing is.
      writing.catch(() => {});
      while (!done) {
        const [events, all] = [await reader.read(stream), await reader.readAll({ after: 0 })];
        expect(events.length % 3).toBe(0);
        expect(all.length % 3).toBe(0);
      }
      await writing;
      expect(await reader.read(stream)).toHaveLength(60);
    },
  },
  {
    name: "what is recorded never changes",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      const data = { copies: [1] };
      await store.append(stream, [{ type: "test.copied", data }], { expected: 0 });
      data.copies.push(2);
      const before = await store.read(stream);
      const changed = (await store.read(stream))[0]?.data as typeof data;
      changed.copies.push(3);
      await store.append(stream, numbered(2), { expected: "any" });
      expect(before).toMatchObject([{ data: { copies: [1] } }]);
      expect((await store.read(stream)).slice(0, 1)).toEqual(before);
      expect(await store.readAll({ after: 0, limit: 1 })).toMatchObject(before);
    },
  },
  {
    name: "instants never go back within a stream, whatever the clock says",
    async run(stage) {
      let now = new Date("2026-03-01T00:00:10.123Z");
      const clock = { now: () => now, sleep: async () => {} };
      const store = await stage.started({ clock });
      const stream = newStream();
      const instant = ({ recordedAt }: { recordedAt: Date }) => recordedAt.toISOString();
      const told = [await store.append(stream, numbered(1), { expected: 0 })];
      now = new Date("2026-03-01T00:00:00Z");
      told.push(await store.append(stream, numbered(1), { expected: 1 }));
      told.push(await store.append(stream, numbered(1), { expected: "any" }));
      const instants = (await store.read(stream)).map(instant);
      expect(instants).toEqual(new Array(3).fill("2026-03-01T00:00:10.123Z"));
      expect(told.map(instant), "what the appends answered").toEqual(instants);
    },
  },
  {
    name: "keeps any JSON",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      const values = [null, 0, "", "zero\0", "half \ud800", "{}", 1e300, 0.1, [[]], { "": [{}] }];
      const events = values.map((data) => ({ type: "test.kept", data, metadata: { data } }));
      await store.append(stream, events, { expected: 0 });
      const read = await store.read(stream);
      expect(read.map(({ data }) => data)).toEqual(values);
      expect(read.map(({ metadata }) => metadata.data)).toEqual(values);
    },
  },
];

function storeOf([one, other]: readonly [EventStore, EventStore], number: number): EventStore {
  return number % 2 ? one : other;
}
