import { expect } from "vitest";
import { type EventStoreCheck, newStream, numbered } from "./event-store-stage.ts";
import { upTo } from "./observed-subscription.ts";

const undo = new Error("undo");

/** What a store inside the service's transactions promises. */
export const transactions: readonly EventStoreCheck[] = [
  {
    name: "a store without transactions refuses within",
    async run(stage) {
      const store = await stage.started();
      if (store.supports.transactions) return;
      const within = () => store.within(undefined as never);
      expect(within).toThrow(expect.objectContaining({ code: "EVENT_STORE_UNSUPPORTED" }));
    },
  },
  {
    name: "what a transaction does is its own until it commits",
    needs: "transactions",
    async run(stage) {
      const [store, service] = [await stage.started(), stage.service];
      const stream = newStream();
      await service.transaction(async (tx) => {
        const writer = store.within(tx);
        await writer.append(stream, numbered(2), { expected: 0 });
        await writer.append(stream, numbered(1), { expected: 2 });
        await writer.saveSnapshot(stream, { version: 3, schema: 1, state: "three" });
        await service.note(tx, "appended");
        expect(await writer.read(stream)).toHaveLength(3);
        expect(await writer.snapshot(stream, { schema: 1 })).toMatchObject({ version: 3 });
        expect(await store.read(stream)).toEqual([]);
        expect(await store.readAll({ after: 0 })).toEqual([]);
        expect(await store.snapshot(stream, { schema: 1 })).toBeUndefined();
      });
      expect(await store.read(stream)).toHaveLength(3);
      expect(await store.readAll({ after: 0 })).toHaveLength(3);
      expect(await store.snapshot(stream, { schema: 1 })).toMatchObject({ state: "three" });
      expect(await service.notes()).toEqual(["appended"]);
    },
  },
  {
    name: "what a transaction did is undone with it",
    needs: "transactions",
    async run(stage) {
      const [store, service] = [await stage.started(), stage.service];
      const [stream, kept] = [newStream(), newStream()];
      await store.append(kept, numbered(2), { expected: 0 });
      const observed = stage.subscription();
      const member = await observed.join(store);
      await observed.untilHandled(2);
      await member.stop();
      const transaction = service.transaction(async (tx) => {
        const writer = store.within(tx);
        await writer.append(stream, numbered(2), { expected: 0 });
        await writer.archive(kept, { expected: 2 });
        await writer.saveSnapshot(kept, { version: 2, schema: 1, state: 2 });
        await writer.rewind(observed.name);
        throw undo;
      });
      await expect(transaction).rejects.toBe(undo);
      expect(await store.read(stream)).toEqual([]);
      expect(await store.snapshot(kept, { schema: 1 })).toBeUndefined();
      expect(await store.progress(observed.name)).toEqual({ position: 2, head: 2 });
      expect(await store.append(kept, numbered(1), { expected: 2 })).toMatchObject({ version: 3 });
    },
  },
  {
    name: "a conflict does not spoil the transaction",
    needs: "transactions",
    async run(stage) {
      const [store, service] = [await stage.started(), stage.service];
      const [taken, free] = [newStream(), newStream()];
      await store.append(taken, numbered(1), { expected: 0 });
      await service.transaction(async (tx) => {
        const writer = store.within(tx);
        const again = writer.append(taken, numbered(1), { expected: 0 });
        await expect(again).rejects.toMatchObject({ code: "EVENT_STORE_CONFLICT" });
        await writer.append(free, numbered(1), { expected: 0 });
      });
      expect(await store.read(taken)).toHaveLength(1);
      expect(await store.read(free)).toHaveLength(1);
    },
  },
  {
    name: "two transactions with the same expected version: the second waits and fails",
    needs: "transactions",
    async run(stage) {
      const [store, service] = [await stage.started(), stage.service];
      const stream = newStream();
      const append = () =>
        service.transaction(async (tx) => {
          await store.within(tx).append(stream, numbered(1), { expected: 0 });
          await service.note(tx, "won");
        });
      const both = await Promise.allSettled([append(), append()]);
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await service.notes()).toEqual(["won"]);
      expect(await store.read(stream)).toHaveLength(1);
    },
  },
  {
    name: "what a handler writes in its transaction happens exactly once",
    needs: "transactions",
    async run(stage) {
      const [store, service] = [await stage.started(), stage.service];
      const observed = stage.subscription();
      let calls = 0;
      await observed.join(store, {
        batchMax: 3,
        async handle(events, { transaction }) {
          for (const { position } of events) await service.note(transaction, `${position}`);
          if (calls++ % 2 === 0) throw new Error("after all was written");
        },
      });
      await store.append(newStream(), numbered(9), { expected: 0 });
      await observed.untilHandled(9);
      await store.stop();
      expect(await service.notes()).toEqual(upTo(9).map(String));
    },
  },
  {
    name: "a read model is emptied and rebuilt in one go",
    needs: "transactions",
    async run(stage) {
      const [store, service] = [await stage.started(), stage.service];
      const observed = stage.subscription();
      await observed.join(store, {
        batchMax: 2,
        async handle(events, { transaction }) {
          for (const { position } of events) await service.note(transaction, `${position}`);
        },
      });
      await store.append(newStream(), numbered(4), { expected: 0 });
      await observed.untilHandled(4);
      await service.transaction(async (tx) => {
        await store.within(tx).rewind(observed.name);
        await service.note(tx, "again");
      });
      await store.append(newStream(), numbered(2), { expected: 0 });
      await observed.untilHandled(10);
      await store.stop();
      const positions = (count: number) => upTo(count).map(String);
      expect(await service.notes()).toEqual([...positions(4), "again", ...positions(6)]);
    },
  },
];
