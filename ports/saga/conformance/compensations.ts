import { refusal } from "@quad/saga";
import { expect } from "vitest";
import type { SagaCheck } from "./saga-stage.ts";

const declined = () => {
  throw refusal("card declined");
};
const failing = () => {
  throw new Error("the till is stuck");
};

/** Undoing that does not work at once. */
export const compensations: readonly SagaCheck[] = [
  {
    name: "a compensation that fails is repeated with its key until it succeeds, before the next",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["order", "stock", "pay"]);
      world.script("action pay", declined);
      world.script("compensate stock", failing, (usual) => {
        usual();
        throw refusal("also no");
      });
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await stage.reaches(sagas, id, "compensated");
      expect(world.trace().slice(3)).toEqual([
        ...["compensate stock", "compensate stock", "compensate stock", "compensate order"],
      ]);
      const keys = world.calls.slice(3, 6).map(({ key }) => key);
      expect(new Set(keys).size).toBe(1);
    },
  },
  {
    name: "a compensation that never succeeds stays owed; those before it are made, then it parks",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["order", "stock", "gift", "pay"]);
      world.script("action pay", declined);
      world.always("compensate gift", failing);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      const saga = await stage.reaches(sagas, id, "parked");
      expect(world.trace().slice(4)).toEqual([
        ...["compensate gift", "compensate gift", "compensate gift"],
        ...["compensate stock", "compensate order"],
      ]);
      expect(saga.steps.map(({ status }) => status)).toEqual([
        ...["compensated", "compensated", "owed", "refused"],
      ]);
      expect(saga.reason).toBe("card declined");
      expect(saga.steps[2]?.note).toContain("the till is stuck");
    },
  },
];
