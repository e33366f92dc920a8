import { signal } from "@quad/testkit";
import { expect } from "vitest";
import { type EventStoreCheck, newStream, numbered } from "./event-store-stage.ts";
import { upTo } from "./observed-subscription.ts";

/** What is left when a process dies. */
export const dying: readonly EventStoreCheck[] = [
  {
    name: "events, snapshots, archives and checkpoints outlive the process",
    needs: "durable",
    async run(stage) {
      const before = await stage.started();
      const [stream, closed] = [newStream(), newStream()];
      await before.append(stream, numbered(2), { expected: 0 });
      await before.append(closed, numbered(1), { expected: 0 });
      await before.saveSnapshot(stream, { version: 1, schema: 1, state: 1 });
      await before.archive(closed, { expected: 1 });
      const observed = stage.subscription();
      const member = await observed.join(before);
      await observed.untilHandled(3);
      await member.stop();
      const all = await before.readAll({ after: 0 });
      await stage.place.kill?.(before);
      const after = await stage.started();
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
    async run(stage) {
      const [doomed, heir] = [await stage.started(), await stage.started()];
      await doomed.append(newStream(), numbered(3), { expected: 0 });
      const observed = stage.subscription();
      await observed.join(doomed, { handle: hang });
      await observed.until("the batch is in hand", () => observed.busy === 1);
      await observed.join(heir);
      await heir.append(newStream(), numbered(1), { expected: 0 });
      expect(observed.batches).toHaveLength(1);
      await stage.place.kill?.(doomed);
      await observed.untilHandled(4);
      expect(observed.positions).toEqual(upTo(4));
    },
  },
  {
    name: "what a dead member wrote in its transaction never happened",
    needs: "transactions",
    async run(stage) {
      const [doomed, heir, service] = [await stage.started(), await stage.started(), stage.service];
      await heir.append(newStream(), numbered(3), { expected: 0 });
      const observed = stage.subscription();
      const written = signal("the doomed member has written");
      await observed.join(doomed, {
        async handle(events, batch) {
          await service.note(batch.transaction, "of the dead");
          written.resolve();
          await hang(events, batch);
        },
      });
      await written.within(stage.patienceMs);
      await stage.place.kill?.(doomed);
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
