import type { EventStore } from "@quad/event-store";
import { expect } from "vitest";
import { type EventStoreCheck, newStream, numbered } from "./event-store-stage.ts";
import { upTo } from "./observed-subscription.ts";

const CALLS = 20;
const refused = { code: "EVENT_STORE_NOT_RUNNING" };

/** What becomes of calls around a start and a stop. */
export const stopping: readonly EventStoreCheck[] = [
  {
    name: "refuses calls before its start and after its stop",
    async run(stage) {
      const store = stage.open() as EventStore;
      await expectRefusals(store);
      await store.start();
      await store.stop();
      await expectRefusals(store);
    },
  },
  {
    name: "keeps its events over a stop",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      await store.append(stream, numbered(2), { expected: 0 });
      await store.stop();
      await store.start();
      expect(await store.append(stream, numbered(1), { expected: 2 })).toMatchObject({
        version: 3,
      });
    },
  },
  {
    name: "a stop lets the calls under way finish",
    async run(stage) {
      const store = await stage.started();
      const appends = upTo(CALLS).map(() =>
        store.append(newStream(), numbered(1), { expected: 0 }),
      );
      const [answers] = await Promise.all([Promise.all(appends), store.stop()]);
      await store.start();
      expect(answers).toHaveLength(CALLS);
      expect(await store.readAll({ after: 0 })).toHaveLength(CALLS);
    },
  },
  {
    name: "a stop of the store stops its members, which may start again",
    async run(stage) {
      const store = await stage.started();
      const observed = stage.subscription();
      const member = await observed.join(store);
      await store.append(newStream(), numbered(1), { expected: 0 });
      await observed.untilHandled(1);
      await store.stop();
      await expect(member.start()).rejects.toMatchObject(refused);
      await store.start();
      await store.append(newStream(), numbered(1), { expected: 0 });
      expect(await store.progress(observed.name)).toEqual({ position: 1, head: 2 });
      await member.start();
      await observed.untilHandled(2);
      expect(observed.positions).toEqual([1, 2]);
    },
  },
];

async function expectRefusals(store: EventStore): Promise<void> {
  const stream = newStream();
  const calls: (() => Promise<unknown>)[] = [
    () => store.append(stream, numbered(1), { expected: 0 }),
    () => store.read(stream),
    () => store.readAll({ after: 0 }),
    () => store.saveSnapshot(stream, { version: 1, schema: 1, state: null }),
    () => store.snapshot(stream, { schema: 1 }),
    () => store.archive(stream, { expected: 1 }),
    () => store.progress("test.any"),
    () => store.rewind("test.any"),
    () => store.subscribe({ name: "test.any", handle: async () => {} }).start(),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject(refused);
}
