import { expect } from "vitest";
import { type EventStoreCheck, newStream, numbered } from "./event-store-stage.ts";
import { upTo } from "./observed-subscription.ts";

/** What becomes of streams that are finished. */
export const archiving: readonly EventStoreCheck[] = [
  {
    name: "an archived stream is read as before",
    async run(stage) {
      const store = await stage.started();
      const [stream, other] = [newStream(), newStream()];
      await store.append(stream, numbered(3), { expected: 0 });
      await store.append(other, numbered(2), { expected: 0 });
      const before = await store.read(stream);
      await store.archive(stream, { expected: 3 });
      await store.archive(stream, { expected: 3 });
      expect(await store.read(stream)).toEqual(before);
      expect(await store.read(stream, { after: 1, limit: 1 })).toEqual(before.slice(1, 2));
      expect(await store.read(other)).toHaveLength(2);
    },
  },
  {
    name: "the history still has it, at the same positions",
    async run(stage) {
      const store = await stage.started();
      const [stream, unread] = [newStream(), newStream()];
      await store.append(stream, numbered(2), { expected: 0 });
      await store.append(newStream(), numbered(2), { expected: 0 });
      await store.append(stream, numbered(1), { expected: 2 });
      const before = await store.readAll({ after: 0 });
      await store.append(unread, numbered(1), { expected: 0 });
      await store.archive(stream, { expected: 3 });
      await store.archive(unread, { expected: 1 });
      const after = await store.readAll({ after: 0 });
      expect(after.slice(0, 5)).toEqual(before);
      expect(after).toHaveLength(6);
      const observed = stage.subscription();
      await observed.join(store);
      await observed.untilHandled(6);
      expect(observed.positions).toEqual(upTo(6));
    },
  },
  {
    name: "an archived stream takes no more events",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      await store.append(stream, numbered(2), { expected: 0 });
      await store.archive(stream, { expected: 2 });
      const archived = { code: "EVENT_STORE_ARCHIVED" };
      for (const expected of [0, 2, "any"] as const) {
        const late = store.append(stream, numbered(1), { expected });
        await expect(late).rejects.toMatchObject(archived);
      }
      expect(await store.read(stream)).toHaveLength(2);
      expect(await store.readAll({ after: 0 })).toHaveLength(2);
    },
  },
  {
    name: "a stream that has moved on is not archived",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      const archive = (expected: number) => store.archive(stream, { expected });
      const conflict = (actual: number) => ({ code: "EVENT_STORE_CONFLICT", details: { actual } });
      await expect(archive(1)).rejects.toMatchObject(conflict(0));
      await store.append(stream, numbered(2), { expected: 0 });
      await expect(archive(1)).rejects.toMatchObject(conflict(2));
      expect(await store.append(stream, numbered(1), { expected: 2 })).toMatchObject({
        version: 3,
      });
    },
  },
  {
    name: "an archive that meets an append happens before it or not at all",
    async run(stage) {
      const store = await stage.started();
      for (const _ of upTo(10)) {
        const stream = newStream();
        await store.append(stream, numbered(2), { expected: 0 });
        const [archived, appended] = await Promise.allSettled([
          store.archive(stream, { expected: 2 }),
          store.append(stream, numbered(2), { expected: 2 }),
        ]);
        expect([archived.status, appended.status].sort()).toEqual(["fulfilled", "rejected"]);
        expect(await store.read(stream)).toHaveLength(appended.status === "fulfilled" ? 4 : 2);
      }
    },
  },
];
