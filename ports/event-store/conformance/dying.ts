import { signal } from "@quad/testkit";
import { expect } from "vitest";
import {
  type EventStoreCheck,
  newStream,
  numbered,
  patienceOf,
  serviceOf,
  started,
} from "./event-store-place.ts";
import { ObservedSubscription, upTo } from "./observed-subscription.ts";

/** What is left when a process dies. */
export const dying: readonly EventStoreCheck[] = [
  {
    name: "events, snapshots, archives and checkpoints outlive the process",
    needs: "durable",
    async run(place) {
      const before = await started(place);
      const [stream, closed] = [newStream(), newStream()];
      await before.append(stream, numbered(2), { expected: 0 });
      await before.append(closed, numbered(1), { expected: 0 });
      await before.saveSnapshot(stream, { version: 1, schema: 1, state: 1 });
      await before.archive(closed, { expected: 1 });
      const observed = new ObservedSubscription(place);
      const member = await observed.join(before);
      await observed.untilHandled(3);
      await member.stop();
      const all = await before.readAll({ after: 0 });
      await place.kill?.(before);
      const after = await started(place);
      expect(await after.readAll({ after: 0 })).toEqual(all);
      expect(await after.snapshot(stream, { schema: 1 })).toMatchObject({ state: 1 });
      expect(await after.progress(observed.name)).toEqual({ position: 3, head: 3 });
      const late = after.append(closed, numbered(1), { expected: 1 });
      await expect(late).rejects.toMatchObject({ code: "EVENT_STORE_ARCHIVED" });
    },
  },
  {
    name: "when a member dies in a handler another takes the batch over",
    needs: "multiProcess",
    async run(place) {
      const [doomed, heir] = [await started(place), await started(place)];
      await doomed.append(newStream(), numbered(3), { expected: 0 });
      const observed = new ObservedSubscription(place);
      await observed.join(doomed, { handle: hang });
      await observed.until("the batch is in hand", () => observed.busy === 1);
      await observed.join(heir);
      await heir.append(newStream(), numbered(1), { expected: 0 });
      expect(observed.batches).toHaveLength(1);
      await place.kill?.(doomed);
      await observed.untilHandled(4);
      expect(observed.positions).toEqual(upTo(4));
    },
  },
  {
    name: "what a dead member wrote in its transaction never happened",
    needs: "transactions",
    async run(place) {
      const [doomed, heir, service] = [
        await started(place),
        await started(place),
        serviceOf(place),
      ];
      await heir.append(newStream(), numbered(3), { expected: 0 });
      const observed = new ObservedSubscription(place);
      const written = signal("the doomed member has written");
      await observed.join(doomed, {
        async handle(events, batch) {
          await service.note(batch.transaction, "of the dead");
          written.resolve();
          await hang(events, batch);
        },
      });
      await written.within(patienceOf(place));
      await place.kill?.(doomed);
      await observed.join(heir, {
        handle: (events, { transaction }) => service.note(transaction, `${events.length}`),
      });
      await observed.untilHandled(3);
      await heir.stop();
      expect(await service.notes()).toEqual(["3"]);
    },
  },
];

/** A handler that gets nowhere until its member is stopped, long after the check. */
function hang(_: unknown, batch: { readonly signal: AbortSignal }): Promise<void> {
  return new Promise((_resolve, reject) => {
    batch.signal.addEventListener("abort", () => reject(batch.signal.reason));
  });
}
