import { expect } from "vitest";
import { type EventStoreCheck, newStream, numbered } from "./event-store-stage.ts";
import { upTo } from "./observed-subscription.ts";

/** What becomes of a subscription that begins again. */
export const rebuilding: readonly EventStoreCheck[] = [
  {
    name: "after a rewind all history is handled again, while others write on",
    async run(stage) {
      const [store, other] = await stage.two();
      const observed = stage.subscription();
      await observed.join(store, { batchMax: 5 });
      for (const _ of upTo(10)) await other.append(newStream(), numbered(2), { expected: 0 });
      await observed.untilHandled(20);
      const writing = (async () => {
        for (const _ of upTo(10)) await other.append(newStream(), numbered(2), { expected: 0 });
      })();
      await other.rewind(observed.name);
      await writing;
      const last = () => observed.positions.lastIndexOf(1);
      await observed.until(
        "all is handled again",
        () => last() > 0 && observed.positions.at(-1) === 40,
      );
      expect(observed.positions.slice(last())).toEqual(upTo(40));
    },
  },
  {
    name: "a batch in hand does not undo a rewind",
    async run(stage) {
      const [store, other] = await stage.two();
      await store.append(newStream(), numbered(3), { expected: 0 });
      const observed = stage.subscription();
      const gate = stage.gate();
      await observed.join(store, { handle: () => gate.opened });
      await observed.until("a batch is in hand", () => observed.busy === 1);
      const rewound = other.rewind(observed.name);
      gate.open();
      await rewound;
      await observed.untilHandled(6);
      expect(observed.positions).toEqual([...upTo(3), ...upTo(3)]);
    },
  },
  {
    name: "a rewind touches one name only",
    async run(stage) {
      const store = await stage.started();
      const [one, other] = [stage.subscription(), stage.subscription()];
      const members = [await one.join(store), await other.join(store)];
      await store.append(newStream(), numbered(2), { expected: 0 });
      await Promise.all([one.untilHandled(2), other.untilHandled(2)]);
      for (const member of members) await member.stop();
      await store.rewind(one.name);
      expect(await store.progress(one.name)).toEqual({ position: 0, head: 2 });
      expect(await store.progress(other.name)).toEqual({ position: 2, head: 2 });
    },
  },
];
