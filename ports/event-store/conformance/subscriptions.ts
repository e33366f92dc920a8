import { signal } from "@quad/testkit";
import { expect } from "vitest";
import { type EventStoreCheck, newStream, numbered } from "./event-store-stage.ts";
import { upTo } from "./observed-subscription.ts";

/** What a subscription promises when nobody dies. */
export const subscriptions: readonly EventStoreCheck[] = [
  {
    name: "a member handles all history in order, then what comes",
    async run(stage) {
      const [store, other] = await stage.two();
      const stream = newStream();
      await store.append(stream, numbered(5), { expected: 0 });
      const observed = stage.subscription();
      await observed.join(store, { batchMax: 2 });
      await observed.untilHandled(5);
      await other.append(stream, numbered(1), { expected: 5 });
      await store.append(newStream(), numbered(2), { expected: 0 });
      await observed.untilHandled(8);
      expect(observed.positions).toEqual(upTo(8));
      expect(Math.max(...observed.batches.map((batch) => batch.length))).toBe(2);
      expect(observed.handled).toEqual(await store.readAll({ after: 0 }));
    },
  },
  {
    name: "a new name may begin with what is appended after its start",
    async run(stage) {
      const store = await stage.started();
      await store.append(newStream(), numbered(3), { expected: 0 });
      const observed = stage.subscription();
      const member = await observed.join(store, { from: "end" });
      await store.append(newStream(), numbered(1), { expected: 0 });
      await observed.untilHandled(1);
      await member.stop();
      await store.append(newStream(), numbered(1), { expected: 0 });
      await observed.join(store, { from: "end" });
      await observed.untilHandled(2);
      expect(observed.positions).toEqual([4, 5]);
    },
  },
  {
    name: "the checkpoint moves after the handler, never before",
    async run(stage) {
      const store = await stage.started();
      await store.append(newStream(), numbered(3), { expected: 0 });
      const observed = stage.subscription();
      const gate = stage.gate();
      await observed.join(store, { handle: () => gate.opened });
      await observed.until("a batch is in hand", () => observed.busy === 1);
      const before = await store.progress(observed.name);
      gate.open();
      expect(before).toEqual({ position: 0, head: 3 });
      await stage.until(
        "the checkpoint has moved",
        () => store.progress(observed.name),
        ({ position }) => position === 3,
      );
    },
  },
  {
    name: "a handler that rejects gets the events again, and none is skipped",
    async run(stage) {
      const store = await stage.started();
      const stream = newStream();
      await store.append(stream, numbered(4), { expected: 0 });
      const observed = stage.subscription();
      let failures = 0;
      const handle = async ([first]: readonly { position: number }[]) => {
        if (first?.position === 3 && failures++ < 2) throw new Error("not yet");
      };
      await observed.join(store, { batchMax: 2, handle });
      await observed.until("the second batch fails", () => failures > 0);
      await store.append(stream, numbered(1), { expected: 4 });
      await observed.untilHandled(5);
      expect(observed.positions).toEqual(upTo(5));
      expect(failures).toBe(3);
    },
  },
  {
    name: "another member goes on where the last one stopped",
    async run(stage) {
      const [store, other] = await stage.two();
      const observed = stage.subscription();
      const member = await observed.join(store);
      await store.append(newStream(), numbered(3), { expected: 0 });
      await observed.untilHandled(3);
      await member.stop();
      await store.append(newStream(), numbered(3), { expected: 0 });
      expect(await store.progress(observed.name)).toEqual({ position: 3, head: 6 });
      await observed.join(other);
      await observed.untilHandled(6);
      expect(observed.positions).toEqual(upTo(6));
    },
  },
  {
    name: "one member of a name works at a time",
    async run(stage) {
      const [store, other] = await stage.two();
      const observed = stage.subscription();
      const handle = () => new Promise<void>((resolve) => void setImmediate(resolve));
      for (const instance of [store, other, store]) {
        await observed.join(instance, { batchMax: 1, handle });
      }
      for (const _ of upTo(30)) await store.append(newStream(), numbered(1), { expected: 0 });
      await observed.untilHandled(30);
      expect(observed.busyMax).toBe(1);
      expect(observed.positions).toEqual(upTo(30));
    },
  },
  {
    name: "names do not disturb each other",
    async run(stage) {
      const store = await stage.started();
      const [stuck, free] = [stage.subscription(), stage.subscription()];
      const gate = stage.gate();
      await stuck.join(store, { handle: () => gate.opened });
      await free.join(store);
      await store.append(newStream(), numbered(2), { expected: 0 });
      await free.untilHandled(2);
      expect(stuck.handled).toEqual([]);
      gate.open();
      await stuck.untilHandled(2);
    },
  },
  {
    name: "a stop tells the handler and waits for it",
    async run(stage) {
      const store = await stage.started();
      await store.append(newStream(), numbered(1), { expected: 0 });
      const observed = stage.subscription();
      const told = signal("the handler is told to stop");
      const gate = stage.gate();
      const member = await observed.join(store, {
        async handle(_, batch) {
          batch.signal.addEventListener("abort", () => told.resolve());
          await gate.opened;
        },
      });
      await observed.until("a batch is in hand", () => observed.busy === 1);
      let stopped = false;
      const stopping = member.stop().then(() => {
        stopped = true;
      });
      await told.within(stage.patienceMs);
      await new Promise((resolve) => void setImmediate(resolve));
      expect(stopped).toBe(false);
      gate.open();
      await stopping;
      expect(observed.positions).toEqual([1]);
      expect(await store.progress(observed.name)).toEqual({ position: 1, head: 1 });
    },
  },
  {
    name: "nobody knows a name: its position is 0",
    async run(stage) {
      const store = await stage.started();
      expect(await store.progress("never.heard")).toEqual({ position: 0, head: 0 });
      await store.append(newStream(), numbered(2), { expected: 0 });
      expect(await store.progress("never.heard")).toEqual({ position: 0, head: 2 });
      await store.rewind("never.heard");
    },
  },
];
