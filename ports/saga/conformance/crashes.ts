import {
  LOSSES_MAX,
  refusal,
  type SagaDefinition,
  type SagaStore,
  type Sagas,
  sagaErrors,
} from "@quad/saga";
import { signal } from "@quad/testkit";
import { expect } from "vitest";
import type { Death } from "./kill-switch.ts";
import type { SagaCheck } from "./saga-stage.ts";
import { type SagaStage, SHORT_LEASE_MS } from "./saga-stage.ts";
import type { WorldCall } from "./world.ts";

const STEPS = ["order", "stock", "pay", "confirm"];
/** Of a saga of these steps: it begins, and each step is done. */
const WRITES_FORWARD = 5;
/** It begins, three steps are done, one is refused, three are compensated. */
const WRITES_BACK = 8;

/** Coordinators that end without a word. */
export const crashes: readonly SagaCheck[] = [
  {
    name: "goes on after a crash before or after any of its writes, to the same end",
    async run(stage) {
      await Promise.all(
        moments(WRITES_FORWARD).map(async ([nth, death]) => {
          const trip = stage.world.trip(`trip-${nth}-${death}`, STEPS);
          const { id, successor } = await crashAt(stage, trip, nth, death);
          const saga = await stage.reaches(successor, id, "done");
          expect(saga.steps).toHaveLength(STEPS.length);
          expect(inOrder(stage.world.trace(id))).toEqual(STEPS.map((name) => `action ${name}`));
          expect(effects(stage, id)).toEqual({ calls: 4, undone: 0 });
        }),
      );
    },
  },
  {
    name: "goes on after a crash while it compensates, to the same end",
    async run(stage) {
      stage.world.always("action confirm", () => {
        throw refusal("too late");
      });
      await Promise.all(
        moments(WRITES_BACK).map(async ([nth, death]) => {
          const trip = stage.world.trip(`trip-${nth}-${death}`, STEPS);
          const { id, successor } = await crashAt(stage, trip, nth, death);
          const saga = await stage.reaches(successor, id, "compensated");
          expect(saga.reason).toBe("too late");
          expect(inOrder(stage.world.trace(id))).toEqual([
            ...STEPS.map((name) => `action ${name}`),
            ...["compensate pay", "compensate stock", "compensate order"],
          ]);
          expect(effects(stage, id)).toEqual({ calls: 3, undone: 3 });
        }),
      );
    },
  },
  {
    name: "a step that was interrupted may have happened: the participant is asked first",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", [{ name: "pay", resolves: true }]);
      const { id, successor } = await crashAt(stage, trip, 2, "before");
      await stage.reaches(successor, id, "done");
      expect(world.trace()).toEqual(["action pay", "resolve pay"]);
    },
  },
  {
    name: "an interrupted step whose last attempt does nothing is not taken for undone",
    async run(stage) {
      const { world } = stage;
      const retry = { attemptsMax: 1, delayMs: 20, delayMsMax: 20 };
      const trip = world.trip("trip", ["stock", { name: "pay", options: { retry } }]);
      world.script(
        "action pay",
        (usual) => usual(),
        () => {
          throw sagaErrors.SAGA_STEP_NOT_DONE({ reason: "away" });
        },
      );
      const { id, successor } = await crashAt(stage, trip, 3, "before");
      const saga = await stage.reaches(successor, id, "parked");
      expect(saga.steps[1]).toMatchObject({ name: "pay", status: "unknown" });
      expect(world.undone.size).toBe(0);
    },
  },
  {
    name: `a saga that has lost ${LOSSES_MAX} coordinators at one step waits for a person`,
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["poison"]);
      const id = stage.id();
      for (let nth = 1; nth <= LOSSES_MAX; nth++) {
        const called = signal("the step is called");
        const killSwitch = stage.killSwitch();
        world.script("action poison", () => {
          killSwitch.kill();
          called.resolve();
          throw new Error("nobody hears this");
        });
        const sagas = await stage.sagas([trip], {
          between: killSwitch.between,
          leaseMs: SHORT_LEASE_MS,
        });
        if (nth === 1) await sagas.begin(trip, id, {});
        await called.within(stage.patienceMs);
      }
      const successor = await stage.sagas([trip]);
      const saga = await stage.reaches(successor, id, "parked");
      expect(world.count("action poison")).toBe(LOSSES_MAX);
      expect(saga.steps).toMatchObject([{ status: "unknown", losses: LOSSES_MAX }]);
    },
  },
  {
    name: "a saga whose beginning was stored, but not answered, is not forgotten",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["pay"]);
      const between = (store: SagaStore<unknown>): SagaStore<unknown> => ({
        ...store,
        async insert(rows) {
          await store.insert(rows);
          throw sagaErrors.SAGAS_UNAVAILABLE({ reason: "the answer was lost" });
        },
      });
      const sagas = await stage.sagas([trip], { between, leaseMs: SHORT_LEASE_MS });
      const id = stage.id();
      const begun = sagas.begin(trip, id, {});
      await expect(begun).rejects.toMatchObject({ code: "SAGAS_UNAVAILABLE" });
      await stage.reaches(sagas, id, "done");
    },
  },
  {
    name: "a write that was stored, but not answered, is repeated and harms nothing",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", STEPS);
      let writes = 0;
      const between = (store: SagaStore<unknown>): SagaStore<unknown> => ({
        ...store,
        async save(given) {
          const stored = await store.save(given);
          if (++writes % 2 === 0) return stored;
          throw sagaErrors.SAGAS_UNAVAILABLE({ reason: "the answer was lost" });
        },
      });
      const sagas = await stage.sagas([trip], { between });
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await stage.reaches(sagas, id, "done");
      expect(world.trace()).toEqual(STEPS.map((name) => `action ${name}`));
    },
  },
];

function moments(writes: number): [nth: number, death: Death][] {
  return Array.from({ length: writes }, (_, index) => index + 1).flatMap((nth) => [
    [nth, "before"],
    [nth, "after"],
  ]);
}

/** A saga whose coordinator dies at its nth write, and the coordinator that comes after. */
async function crashAt(
  stage: SagaStage,
  trip: SagaDefinition,
  nth: number,
  death: Death,
): Promise<{ id: string; successor: Sagas<unknown> }> {
  const killSwitch = stage.killSwitch(nth, death);
  const id = stage.id();
  const { between } = killSwitch;
  const first = await stage.sagas([trip], { between, leaseMs: SHORT_LEASE_MS });
  const begun = first.begin(trip, id, {}).catch(() => {});
  await stage.until(`the coordinator dies ${death} write ${nth}`, () => killSwitch.isDead, Boolean);
  const successor = await stage.sagas([trip]);
  // Who was told nothing asks again, as the contract says.
  await successor.begin(trip, id, {});
  void begun;
  return { id, successor };
}

/** Without the repetitions that a crash may cause. */
function inOrder(trace: readonly string[]): string[] {
  return trace.filter((what, index) => what !== trace[index - 1]);
}

function effects({ world }: SagaStage, id: string) {
  const isOfSaga = (call: WorldCall) => call.sagaId === id;
  const keys = new Set(world.calls.filter(isOfSaga).map(({ key }) => key));
  const count = (seen: ReadonlySet<string>) => [...keys].filter((key) => seen.has(key)).length;
  return { calls: count(world.happened), undone: count(world.undone) };
}
