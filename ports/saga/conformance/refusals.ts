import { refusal } from "@quad/saga";
import { expect } from "vitest";
import type { SagaCheck } from "./saga-stage.ts";

const declined = () => {
  throw refusal("card declined");
};

/** A participant that says no. */
export const refusals: readonly SagaCheck[] = [
  {
    name: "a refused step is not tried again; the steps before it are compensated in reverse",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["order", "stock", "gift", "pay", "confirm"]);
      world.script("action pay", declined);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      const saga = await stage.reaches(sagas, id, "compensated");
      expect(saga.reason).toBe("card declined");
      expect(world.trace()).toEqual([
        ...["action order", "action stock", "action gift", "action pay"],
        ...["compensate gift", "compensate stock", "compensate order"],
      ]);
      expect(saga.steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
        ...["order compensated", "stock compensated", "gift compensated", "pay refused"],
      ]);
    },
  },
  {
    name: "a refused first step leaves nothing to compensate",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["pay", "confirm"]);
      world.script("action pay", declined);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await stage.reaches(sagas, id, "compensated");
      expect(world.trace()).toEqual(["action pay"]);
    },
  },
  {
    name: "a step without a compensation is passed over",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", { name: "mail", undoes: false }, "pay"]);
      world.script("action pay", declined);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      const saga = await stage.reaches(sagas, id, "compensated");
      expect(world.trace().slice(3)).toEqual(["compensate stock"]);
      expect(saga.steps[1]).toMatchObject({ name: "mail", status: "done" });
    },
  },
  {
    name: "a compensation is given the result and the key of its action",
    async run(stage) {
      const { world } = stage;
      let given: unknown;
      const trip = world.trip("trip", ["stock", "pay"]);
      world.script("compensate stock", (usual, { sagaId, input, ...call }) => {
        given = { sagaId, input, ...call };
        return usual();
      });
      world.script("action pay", declined);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, { order: 7 });
      await stage.reaches(sagas, id, "compensated");
      const actionKey = world.calls[0]?.key;
      const result = { did: "stock" };
      expect(given).toMatchObject({ sagaId: id, input: { order: 7 }, actionKey, result });
    },
  },
  {
    name: "undoes its own and nobody else's: a twin on the same way is left in peace",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", "pay", "confirm"]);
      const [lucky, unlucky] = [stage.id(), stage.id()];
      world.always("action confirm", (usual, { sagaId }) =>
        sagaId === unlucky ? declined() : usual(),
      );
      const sagas = await stage.sagas([trip]);
      await Promise.all([lucky, unlucky].map((id) => sagas.begin(trip, id, {})));
      await stage.reaches(sagas, lucky, "done");
      await stage.reaches(sagas, unlucky, "compensated");
      const keysOf = (id: string, kind: string) =>
        world.calls
          .filter(({ sagaId, what }) => sagaId === id && what.startsWith(kind))
          .map(({ key }) => key);
      const undoable = keysOf(unlucky, "action").slice(0, 2);
      expect([...world.undone].sort()).toEqual(undoable.sort());
      expect(keysOf(lucky, "compensate")).toEqual([]);
      for (const key of keysOf(lucky, "action")) expect(world.undone).not.toContain(key);
    },
  },
];
