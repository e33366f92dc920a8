import { upcasters } from "@quad/event-store";
import { expect } from "vitest";
import { type EventStoreCheck, newStream } from "./event-store-stage.ts";

const type = "test.renamed";
const toThird = upcasters({
  [type]: {
    1: (data) => ({ label: (data as { name: string }).name }),
    2: (data) => ({ ...(data as object), tags: [] }),
  },
});
const unreadable = { code: "EVENT_STORE_SCHEMA_UNREADABLE" };

/** What becomes of events of old schemas. */
export const upcasting: readonly EventStoreCheck[] = [
  {
    name: "whoever reads sees the newest schema",
    async run(stage) {
      const store = await stage.started({ upcasters: toThird });
      const stream = newStream();
      const events = [
        { type, data: { name: "one" } },
        { type, schema: 2, data: { label: "two" } },
        { type, schema: 3, data: { label: "three", tags: ["x"] } },
        { type: "test.other", schema: 5, data: { name: "left alone" } },
      ];
      await store.append(stream, events, { expected: 0 });
      const newest = [
        { schema: 3, data: { label: "one", tags: [] } },
        { schema: 3, data: { label: "two", tags: [] } },
        { schema: 3, data: { label: "three", tags: ["x"] } },
        { schema: 5, data: { name: "left alone" } },
      ];
      expect(await store.read(stream)).toMatchObject(newest);
      expect(await store.readAll({ after: 0 })).toMatchObject(newest);
      const observed = stage.subscription();
      await observed.join(store);
      await observed.untilHandled(4);
      expect(observed.handled).toMatchObject(newest);
    },
  },
  {
    name: "an event that no step leads on from is an error",
    async run(stage) {
      const store = await stage.started({ upcasters: upcasters({ [type]: { 2: () => null } }) });
      const [old, current] = [newStream(), newStream()];
      await store.append(old, [{ type, data: null }], { expected: 0 });
      await store.append(current, [{ type, schema: 2, data: 1 }], { expected: 0 });
      await expect(store.read(old)).rejects.toMatchObject(unreadable);
      await expect(store.readAll({ after: 0 })).rejects.toMatchObject(unreadable);
      expect(await store.read(current)).toMatchObject([{ schema: 3, data: null }]);
    },
  },
  {
    name: "an event of a schema that the program does not know yet is an error",
    async run(stage) {
      const store = await stage.started({ upcasters: toThird });
      const stream = newStream();
      await store.append(stream, [{ type, schema: 4, data: null }], { expected: 0 });
      await expect(store.read(stream)).rejects.toMatchObject(unreadable);
    },
  },
  {
    name: "an upcaster that fails is an error with its cause",
    async run(stage) {
      const cause = new Error("no name");
      const failing = upcasters({
        [type]: {
          1: () => {
            throw cause;
          },
        },
      });
      const store = await stage.started({ upcasters: failing });
      const stream = newStream();
      await store.append(stream, [{ type, data: null }], { expected: 0 });
      await expect(store.read(stream)).rejects.toMatchObject({ ...unreadable, cause });
    },
  },
];
