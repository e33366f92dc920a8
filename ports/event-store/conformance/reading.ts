import { READ_EVENTS_MAX, streamEvents } from "@quad/event-store";
import { expect } from "vitest";
import { type EventStoreCheck, newStream, numbered } from "./event-store-stage.ts";
import { upTo } from "./observed-subscription.ts";

/** What reading one stream promises. */
export const reading: readonly EventStoreCheck[] = [
  {
    name: "a stream that is not there has no events",
    async run(stage) {
      const store = await stage.started();
      expect(await store.read(newStream())).toEqual([]);
    },
  },
  {
    name: "streams with similar names are kept apart",
    async run(stage) {
      const store = await stage.started();
      const names = ["order 1", "order 1 ", "Order 1", "order_1", "order%1", "örder 1"];
      for (const [index, name] of names.entries()) {
        await store.append(name, numbered(1, index), { expected: 0 });
      }
      for (const [index, name] of names.entries()) {
        expect(await store.read(name)).toMatchObject([{ stream: name, data: { number: index } }]);
      }
    },
  },
  {
    name: "reads from a version and to a version, at most so many",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      await store.append(stream, numbered(10), { expected: 0 });
      const versions = async (range: Parameters<typeof store.read>[1]) =>
        (await store.read(stream, range)).map(({ version }) => version);
      expect(await versions({ after: 8 })).toEqual([9, 10]);
      expect(await versions({ after: 10 })).toEqual([]);
      expect(await versions({ upTo: 2 })).toEqual([1, 2]);
      expect(await versions({ upTo: 0 })).toEqual([]);
      expect(await versions({ after: 3, upTo: 6 })).toEqual([4, 5, 6]);
      expect(await versions({ after: 3, limit: 2 })).toEqual([4, 5]);
    },
  },
  {
    name: "reads a stream as it was at an instant",
    async run(stage) {
      let now = new Date(0);
      const store = await stage.started({ clock: { now: () => now, sleep: async () => {} } });
      const stream = newStream();
      const at = (day: number) => new Date(Date.UTC(2026, 0, day));
      for (const day of [1, 2, 3]) {
        now = at(day);
        await store.append(stream, numbered(2), { expected: "any" });
      }
      const count = async (until: Date) => (await store.read(stream, { until })).length;
      expect(await count(new Date(at(1).getTime() - 1))).toBe(0);
      expect(await count(at(1))).toBe(2);
      expect(await count(new Date(at(3).getTime() - 1))).toBe(4);
      expect(await count(at(4))).toBe(6);
      expect(await store.read(stream, { until: at(2), after: 3 })).toMatchObject([{ version: 4 }]);
    },
  },
  {
    name: `reads at most ${READ_EVENTS_MAX} at once; streamEvents reads on`,
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      for (let version = 0; version < 1_500; version += 500) {
        await store.append(stream, numbered(500), { expected: version });
      }
      expect(await store.read(stream)).toHaveLength(READ_EVENTS_MAX);
      const versions: number[] = [];
      for await (const { version } of streamEvents(store, stream)) versions.push(version);
      expect(versions).toEqual(upTo(1_500));
      const some: number[] = [];
      for await (const { version } of streamEvents(store, stream, { after: 400, upTo: 1_450 })) {
        some.push(version);
      }
      expect(some).toEqual(upTo(1_450).slice(400));
    },
  },
];
