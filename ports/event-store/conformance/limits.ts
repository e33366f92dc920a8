import {
  APPEND_BYTES_MAX,
  APPEND_EVENTS_MAX,
  EVENT_BYTES_MAX,
  type NewEvent,
  READ_EVENTS_MAX,
  SNAPSHOT_BYTES_MAX,
} from "@quad/event-store";
import { expect } from "vitest";
import { type EventStoreCheck, newStream, numbered } from "./event-store-stage.ts";

const INVALID = { code: "EVENT_STORE_INVALID" };
const TOO_LARGE = { code: "EVENT_STORE_TOO_LARGE" };
const type = "test.event";
/** Of these bytes as JSON, the metadata `{}` included. */
const textEvent = (bytes: number) => ({ type, data: "x".repeat(bytes - 4) });
const cycle: unknown[] = [];
cycle.push(cycle);

const WRONG_EVENTS: readonly (readonly NewEvent[])[] = [
  [],
  [{ type: "", data: null }],
  [{ type: "Not Lower", data: null }],
  [{ type: "x".repeat(121), data: null }],
  [{ type, data: undefined }],
  [{ type, data: { at: new Date() } }],
  [{ type, data: [Number.NaN] }],
  [{ type, data: { gone: undefined } }],
  [{ type, data: 1n }],
  [{ type, data: cycle }],
  [{ type, data: null, schema: 0 }],
  [{ type, data: null, schema: 1.5 }],
  [{ type, data: null, id: "not a uuid" }],
  [{ type, data: null, metadata: { at: new Date() } }],
  [{ type, data: null, metadata: [] as never }],
  [...numbered(3), { type, data: undefined }],
];

/** What every adapter refuses in the same way. */
export const limits: readonly EventStoreCheck[] = [
  {
    name: "refuses events that are not valid, and keeps none of their append",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      for (const events of WRONG_EVENTS) {
        const append = store.append(stream, events, { expected: "any" });
        await expect(append).rejects.toMatchObject(INVALID);
      }
      expect(await store.readAll({ after: 0 })).toEqual([]);
      expect(await store.append(stream, numbered(1), { expected: 0 })).toMatchObject({
        version: 1,
      });
    },
  },
  {
    name: "takes what is as large as it may be, and refuses what is larger",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      const append = (events: NewEvent[]) => store.append(stream, events, { expected: "any" });
      const largest = textEvent(EVENT_BYTES_MAX);
      const full = new Array(APPEND_BYTES_MAX / EVENT_BYTES_MAX).fill(largest);
      await expect(append([textEvent(EVENT_BYTES_MAX + 1)])).rejects.toMatchObject(TOO_LARGE);
      await expect(append([...full, ...numbered(1)])).rejects.toMatchObject(TOO_LARGE);
      await expect(append(numbered(APPEND_EVENTS_MAX + 1))).rejects.toMatchObject(TOO_LARGE);
      expect(await store.read(stream)).toEqual([]);
      await append(full);
      await append(numbered(APPEND_EVENTS_MAX));
      expect((await store.read(stream, { limit: 1 }))[0]?.data).toBe(largest.data);
    },
  },
  {
    name: "refuses streams, versions and ranges that make no sense",
    async run(stage) {
      const store = await stage.started();
      for (const stream of ["", "x".repeat(201), "line\nend", "zero\0", "half \ud800"]) {
        await expect(store.read(stream)).rejects.toMatchObject(INVALID);
        const append = store.append(stream, numbered(1), { expected: 0 });
        await expect(append).rejects.toMatchObject(INVALID);
      }
      const stream = "x".repeat(200);
      await store.append(stream, numbered(1), { expected: 0 });
      for (const expected of [-1, 0.5, Number.NaN, 2 ** 31, "some" as never]) {
        const append = store.append(stream, numbered(1), { expected });
        await expect(append).rejects.toMatchObject(INVALID);
        await expect(store.archive(stream, { expected })).rejects.toMatchObject(INVALID);
      }
      const wrong = [
        ...[{ after: -1 }, { upTo: -1 }, { limit: 0 }, { limit: READ_EVENTS_MAX + 1 }],
        { until: new Date(Number.NaN) },
      ];
      for (const range of wrong) {
        await expect(store.read(stream, range)).rejects.toMatchObject(INVALID);
      }
      for (const range of [{ after: -1 }, { after: 0.5 }, { after: 0, limit: 0 }]) {
        await expect(store.readAll(range)).rejects.toMatchObject(INVALID);
      }
      expect(await store.read(stream)).toHaveLength(1);
    },
  },
  {
    name: "refuses snapshots that are not valid",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      await store.append(stream, numbered(2), { expected: 0 });
      const valid = { version: 1, schema: 1, state: null };
      const save = (changes: object) => store.saveSnapshot(stream, { ...valid, ...changes });
      for (const changes of [{ version: 0 }, { schema: 0 }, { state: undefined }, { state: 1n }]) {
        await expect(save(changes)).rejects.toMatchObject(INVALID);
      }
      const state = "x".repeat(SNAPSHOT_BYTES_MAX - 2);
      await expect(save({ state: `${state}x` })).rejects.toMatchObject(TOO_LARGE);
      expect(await store.snapshot(stream, { schema: 1 })).toBeUndefined();
      await save({ state });
      expect((await store.snapshot(stream, { schema: 1 }))?.state).toBe(state);
      await expect(store.snapshot(stream, { schema: 0 })).rejects.toMatchObject(INVALID);
    },
  },
  {
    name: "refuses subscriptions that are not valid",
    async run(stage) {
      const store = await stage.started();
      const valid = { name: "test.subscription", handle: async () => {} };
      const wrong = [
        ...[{ name: "" }, { name: "Not Lower" }, { name: "x".repeat(121) }],
        ...[{ batchMax: 0 }, { batchMax: READ_EVENTS_MAX + 1 }, { from: "middle" as never }],
      ];
      for (const changes of wrong) {
        const subscribe = () => store.subscribe({ ...valid, ...changes });
        expect(subscribe).toThrow(expect.objectContaining(INVALID));
      }
      await expect(store.progress("")).rejects.toMatchObject(INVALID);
      await expect(store.rewind("")).rejects.toMatchObject(INVALID);
    },
  },
];
