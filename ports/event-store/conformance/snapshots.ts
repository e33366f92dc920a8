import { expect } from "vitest";
import { type EventStoreCheck, newStream, numbered } from "./event-store-stage.ts";

/** What a snapshot promises. */
export const snapshots: readonly EventStoreCheck[] = [
  {
    name: "a snapshot comes back as it was saved, for its own stream",
    async run(stage) {
      const store = await stage.started();
      const [stream, other] = [newStream(), newStream()];
      await store.append(stream, numbered(3), { expected: 0 });
      await store.append(other, numbered(3), { expected: 0 });
      const snapshot = { version: 2, schema: 1, state: { lines: [{ copies: 2 }], note: "\0" } };
      await store.saveSnapshot(stream, snapshot);
      expect(await store.snapshot(stream, { schema: 1 })).toEqual(snapshot);
      expect(await store.snapshot(other, { schema: 1 })).toBeUndefined();
      expect(await store.snapshot(newStream(), { schema: 1 })).toBeUndefined();
    },
  },
  {
    name: "a snapshot of another schema is none",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      await store.append(stream, numbered(3), { expected: 0 });
      await store.saveSnapshot(stream, { version: 3, schema: 1, state: "old shape" });
      expect(await store.snapshot(stream, { schema: 2 })).toBeUndefined();
      await store.saveSnapshot(stream, { version: 2, schema: 2, state: "new shape" });
      expect(await store.snapshot(stream, { schema: 1 })).toMatchObject({ state: "old shape" });
      expect(await store.snapshot(stream, { schema: 2 })).toMatchObject({ state: "new shape" });
    },
  },
  {
    name: "a snapshot that is later than asked for is none",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      await store.append(stream, numbered(5), { expected: 0 });
      await store.saveSnapshot(stream, { version: 3, schema: 1, state: 3 });
      expect(await store.snapshot(stream, { schema: 1, upTo: 2 })).toBeUndefined();
      expect(await store.snapshot(stream, { schema: 1, upTo: 3 })).toMatchObject({ state: 3 });
      expect(await store.snapshot(stream, { schema: 1, upTo: 9 })).toMatchObject({ state: 3 });
    },
  },
  {
    name: "an older snapshot does not replace a newer one",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      await store.append(stream, numbered(5), { expected: 0 });
      for (const version of [2, 4, 3]) {
        await store.saveSnapshot(stream, { version, schema: 1, state: version });
      }
      expect(await store.snapshot(stream, { schema: 1 })).toMatchObject({ version: 4, state: 4 });
    },
  },
  {
    name: "a snapshot of a version that the stream has not reached is refused",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      const save = () => store.saveSnapshot(stream, { version: 2, schema: 1, state: 2 });
      const refusal = (actual: number) => ({ code: "EVENT_STORE_CONFLICT", details: { actual } });
      await expect(save()).rejects.toMatchObject(refusal(0));
      await store.append(stream, numbered(1), { expected: 0 });
      await expect(save()).rejects.toMatchObject(refusal(1));
      await store.append(stream, numbered(1), { expected: 1 });
      expect(await store.snapshot(stream, { schema: 1 })).toBeUndefined();
      await save();
    },
  },
];
