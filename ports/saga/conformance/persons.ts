import { refusal, type Sagas, type Verdict } from "@quad/saga";
import { expect } from "vitest";
import type { CoordinateOptions, SagaCheck, SagaStage } from "./saga-stage.ts";

const NOTE = "the bank says so on the phone";
const done = { outcome: "done", result: { receipt: 7 }, note: NOTE } as const;
const never = { outcome: "never", note: NOTE } as const;
const compensated = { outcome: "compensated", note: NOTE } as const;

const failing = () => {
  throw new Error("who knows");
};

/** What a person may do about a saga that is parked. */
export const persons: readonly SagaCheck[] = [
  {
    name: "a person has an unknown step tried again, with all attempts anew",
    async run(stage) {
      const { sagas, id } = await parkedForward(stage);
      stage.world.script("action pay", failing, failing);
      await sagas.retry(id);
      const saga = await stage.reaches(sagas, id, "done");
      expect(saga.reason).toBeNull();
      expect(stage.world.undone.size).toBe(0);
    },
  },
  {
    name: "a person says that an unknown step is done: the saga goes on with that result",
    async run(stage) {
      const { sagas, id } = await parkedForward(stage);
      const calls = stage.world.count("action pay");
      await sagas.settle(id, "pay", done);
      const saga = await stage.reaches(sagas, id, "done");
      expect(stage.world.calls.at(-1)?.results).toMatchObject({ pay: { receipt: 7 } });
      expect(stage.world.count("action pay")).toBe(calls);
      expect(saga.steps[1]?.note).toContain(NOTE);
    },
  },
  {
    name: "a person says that an unknown step never happened: the steps before are compensated",
    async run(stage) {
      const { sagas, id } = await parkedForward(stage);
      await sagas.settle(id, "pay", never);
      const saga = await stage.reaches(sagas, id, "compensated");
      expect(saga.reason).toContain(NOTE);
      expect(stage.world.trace().filter((what) => what.startsWith("compensate"))).toEqual([
        "compensate stock",
      ]);
    },
  },
  {
    name: "a person has what is owed tried again, in reverse",
    async run(stage) {
      const { sagas, id } = await parkedBackward(stage);
      const calls = stage.world.calls.length;
      stage.world.script("compensate gift").script("compensate stock");
      await sagas.retry(id);
      const saga = await stage.reaches(sagas, id, "compensated");
      expect(stage.world.trace().slice(calls)).toEqual(["compensate gift", "compensate stock"]);
      expect(saga.reason).toBe("card declined");
    },
  },
  {
    name: "a person says that what was owed is compensated; the saga ends with the last of it",
    async run(stage) {
      const { sagas, id } = await parkedBackward(stage);
      const calls = stage.world.calls.length;
      await sagas.settle(id, "stock", compensated);
      expect(await sagas.get(id)).toMatchObject({ status: "parked" });
      await sagas.settle(id, "gift", compensated);
      expect(await stage.reaches(sagas, id, "compensated")).toMatchObject({
        reason: "card declined",
      });
      expect(stage.world.calls).toHaveLength(calls);
    },
  },
  {
    name: "a person is refused what does not fit, and nothing changes",
    async run(stage) {
      const { sagas, id } = await parkedForward(stage);
      const back = await parkedBackward(stage);
      const before = [await sagas.get(id), await back.sagas.get(back.id)];
      const wrong: readonly (readonly [string, string, Verdict])[] = [
        [id, "pay", compensated],
        [id, "stock", done],
        [id, "no-such-step", never],
        [id, "pay", { ...done, result: 12n }],
        [back.id, "gift", done],
        [back.id, "gift", never],
        [back.id, "order", compensated],
      ];
      for (const [which, step, verdict] of wrong) {
        const at = which === id ? sagas : back.sagas;
        await expect(at.settle(which, step, verdict)).rejects.toMatchObject({
          code: "SAGA_INVALID",
        });
      }
      expect([await sagas.get(id), await back.sagas.get(back.id)]).toEqual(before);
      const missing = { code: "SAGA_NOT_FOUND" };
      await expect(sagas.retry("no-such-saga")).rejects.toMatchObject(missing);
      await expect(sagas.settle("no-such-saga", "pay", done)).rejects.toMatchObject(missing);
      await sagas.settle(id, "pay", done);
      await stage.reaches(sagas, id, "done");
      await expect(sagas.retry(id)).rejects.toMatchObject({ code: "SAGA_NOT_PARKED" });
      const late = sagas.settle(id, "pay", never);
      await expect(late).rejects.toMatchObject({ code: "SAGA_NOT_PARKED" });
    },
  },
  {
    name: "of two persons who say otherwise at the same time one is refused",
    async run(stage) {
      const bothHaveRead = stage.gate();
      let isArmed = false;
      let reads = 0;
      const { sagas, id } = await parkedForward(stage, (store) => ({
        ...store,
        async read(which) {
          const saga = await store.read(which);
          if (isArmed && ++reads === 2) bothHaveRead.open();
          if (isArmed) await bothHaveRead.opened;
          return saga;
        },
      }));
      isArmed = true;
      const outcomes = await Promise.allSettled([
        sagas.settle(id, "pay", done),
        sagas.settle(id, "pay", never),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const isDone = outcomes[0]?.status === "fulfilled";
      await stage.reaches(sagas, id, isDone ? "done" : "compensated");
    },
  },
];

interface Parked {
  readonly sagas: Sagas<unknown>;
  readonly id: string;
}

/** At its second step, of which nobody knows what became. */
async function parkedForward(
  stage: SagaStage,
  between?: CoordinateOptions["between"],
): Promise<Parked> {
  const trip = stage.world.trip("trip", ["stock", "pay", "confirm"]);
  stage.world.script("action pay", failing, failing, failing);
  const sagas = await stage.sagas([trip], between && { between });
  const id = stage.id();
  await sagas.begin(trip, id, {});
  await stage.reaches(sagas, id, "parked");
  return { sagas, id };
}

/** With two compensations owed, and one made. */
async function parkedBackward(stage: SagaStage): Promise<Parked> {
  const { world } = stage;
  const trip = world.trip("back", ["order", "stock", "gift", "charge"]);
  world.script("action charge", () => {
    throw refusal("card declined");
  });
  world.always("compensate gift", failing).always("compensate stock", failing);
  const sagas = await stage.sagas([trip]);
  const id = stage.id();
  await sagas.begin(trip, id, {});
  await stage.reaches(sagas, id, "parked");
  return { sagas, id };
}
