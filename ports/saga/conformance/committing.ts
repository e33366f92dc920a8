import type { SagaStore } from "@quad/saga";
import { signal } from "@quad/testkit";
import { expect } from "vitest";
import { type SagaCheck, SHORT_LEASE_MS } from "./saga-stage.ts";

/** What a step does by `commitWith`; here it begins another saga, which is seen from outside. */
export const committing: readonly SagaCheck[] = [
  {
    name: "what a step does by commitWith is there when the next step begins",
    needs: "transactions",
    async run(stage) {
      const { world } = stage;
      const other = world.trip("other", ["pack"]);
      const trip = world.trip("trip", ["pay", "confirm"]);
      const [id, begun] = [stage.id(), stage.id("other")];
      const sagas = await stage.sagas([trip, other]);
      world.script("action pay", (_, { commitWith }) =>
        commitWith((transaction) => sagas.within(transaction).begin(other, begun, {})),
      );
      world.script("action confirm", async () => (await sagas.get(begun))?.name ?? "not there");
      await sagas.begin(trip, id, {});
      const { steps } = await stage.reaches(sagas, id, "done");
      expect(steps[1]?.result).toBe("other");
      await stage.reaches(sagas, begun, "done");
    },
  },
  {
    name: "what rejects in commitWith has not happened, and its step is tried again",
    needs: "transactions",
    async run(stage) {
      const { world } = stage;
      const other = world.trip("other", ["pack"]);
      const trip = world.trip("trip", ["pay"]);
      const [id, undone, kept] = [stage.id(), stage.id("undone"), stage.id("kept")];
      const sagas = await stage.sagas([trip, other]);
      world.script(
        "action pay",
        (_, { commitWith }) =>
          commitWith(async (transaction) => {
            await sagas.within(transaction).begin(other, undone, {});
            throw new Error("after all was written");
          }),
        (_, { commitWith }) =>
          commitWith((transaction) => sagas.within(transaction).begin(other, kept, {})),
      );
      await sagas.begin(trip, id, {});
      await stage.reaches(sagas, id, "done");
      await stage.reaches(sagas, kept, "done");
      expect(await sagas.get(undone)).toBeUndefined();
    },
  },
  {
    name: "what one does by commitWith whose saga has passed to another has not happened",
    needs: "transactions",
    async run(stage) {
      const { world } = stage;
      const other = world.trip("other", ["pack"]);
      const trip = world.trip("trip", ["pay"]);
      const [id, undone, kept] = [stage.id(), stage.id("undone"), stage.id("kept")];
      const [written, answered] = [
        signal("it has written"),
        signal<boolean>("its write is answered"),
      ];
      const gate = stage.gate();
      const between = (store: SagaStore<unknown>): SagaStore<unknown> => ({
        ...store,
        // A paused process renews nothing, and claims nothing.
        renew: async (owner, leaseMs) => {
          if (!isPaused) await store.renew(owner, leaseMs);
        },
        claim: async (claimer, limit) => (isPaused ? [] : store.claim(claimer, limit)),
        async saveWith(write, effect) {
          const isStored = await store.saveWith(write, effect);
          answered.resolve(isStored);
          return isStored;
        },
      });
      let isPaused = false;
      const paused = await stage.sagas([trip, other], { between, leaseMs: SHORT_LEASE_MS });
      world.script(
        "action pay",
        (_, { commitWith }) =>
          commitWith(async (transaction) => {
            await paused.within(transaction).begin(other, undone, {});
            isPaused = true;
            written.resolve();
            await gate.opened;
          }),
        (_, { commitWith }) =>
          commitWith((transaction) => successor.within(transaction).begin(other, kept, {})),
      );
      await paused.begin(trip, id, {});
      await written.within(stage.patienceMs);
      const successor = await stage.sagas([trip, other]);
      await stage.reaches(successor, id, "done");
      gate.open();
      expect(await answered.within(stage.patienceMs)).toBe(false);
      await stage.reaches(successor, kept, "done");
      expect(await successor.get(undone)).toBeUndefined();
    },
  },
];
