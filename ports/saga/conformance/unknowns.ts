import { nothingDone } from "@quad/saga";
import { signal } from "@quad/testkit";
import { expect } from "vitest";
import type { SagaCheck } from "./saga-stage.ts";
import { QUICK } from "./world.ts";

const TIMEOUT_MS = 60;

/** It happens, but the answer is lost. */
const lostAnswer = (usual: () => unknown) => {
  usual();
  throw new Error("connection reset");
};
/** It does not happen, and nobody says so. */
const lostRequest = () => {
  throw new Error("connection reset");
};
const silence = () => new Promise(() => {});

/** Calls of which nobody knows what became. */
export const unknowns: readonly SagaCheck[] = [
  {
    name: "an error that says nothing is no refusal: the call is repeated, with its key",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", "pay"]);
      world.script("action pay", lostAnswer);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await stage.reaches(sagas, id, "done");
      expect(world.trace()).toEqual(["action stock", "action pay", "action pay"]);
      expect(world.happened.size).toBe(2);
    },
  },
  {
    name: "a call that takes too long is aborted, and repeated with its key",
    async run(stage) {
      const { world } = stage;
      const aborted = signal("the call is aborted");
      const trip = world.trip("trip", [{ name: "pay", options: { timeoutMs: TIMEOUT_MS } }]);
      world.script("action pay", (_, call) => {
        call.signal.addEventListener("abort", () => aborted.resolve());
        return silence();
      });
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await aborted.within(stage.patienceMs);
      await stage.reaches(sagas, id, "done");
      expect(world.count("action pay")).toBe(2);
      expect(world.happened.size).toBe(1);
    },
  },
  {
    name: "an answer after the timeout changes nothing",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", [
        { name: "pay", options: { timeoutMs: TIMEOUT_MS } },
        "confirm",
      ]);
      const late = Promise.withResolvers<unknown>();
      world.script(
        "action pay",
        () => late.promise,
        async () => {
          late.resolve("late");
          await late.promise;
          return "second";
        },
      );
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await stage.reaches(sagas, id, "done");
      expect(world.calls.at(-1)?.results).toEqual({ pay: "second" });
    },
  },
  {
    name: "the participant is asked: what is done is not called again, and its result is used",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", [{ name: "pay", resolves: true }, "confirm"]);
      world.script("action pay", lostAnswer);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await stage.reaches(sagas, id, "done");
      expect(world.trace()).toEqual(["action pay", "resolve pay", "action confirm"]);
      expect(world.calls.at(-1)?.results).toEqual({ pay: { did: "pay", resolved: true } });
    },
  },
  {
    name: "the participant is asked: what never happened is tried again",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", [{ name: "pay", resolves: true }]);
      world.script("action pay", lostRequest);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await stage.reaches(sagas, id, "done");
      expect(world.trace()).toEqual(["action pay", "resolve pay", "action pay"]);
    },
  },
  {
    name: "what never happened, and is tried no more, is not compensated; what was before is",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", { name: "pay", resolves: true }]);
      world.always("action pay", lostRequest);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      const saga = await stage.reaches(sagas, id, "compensated");
      expect(world.count("action pay")).toBe(QUICK.attemptsMax);
      expect(world.trace().slice(-1)).toEqual(["compensate stock"]);
      expect(world.count("compensate pay")).toBe(0);
      expect(saga.reason).toContain("connection reset");
    },
  },
  {
    name: "a step found done after its last attempt is done: the saga goes on",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", { name: "pay", resolves: true }, "confirm"]);
      world.always("action pay", lostAnswer);
      const asked = nothingSaid(2);
      world.script("resolve pay", ...asked);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await stage.reaches(sagas, id, "done");
      expect(world.count("action pay")).toBe(1);
    },
  },
  {
    name: "nothing is compensated past a step of which nobody knows: a person is asked",
    async run(stage) {
      const { world } = stage;
      const asked = world.trip("asked", ["stock", { name: "pay", resolves: true }]);
      const repeated = world.trip("repeated", ["stock", "pay"]);
      world.always("action pay", lostAnswer);
      world.always("resolve pay", lostRequest);
      const sagas = await stage.sagas([asked, repeated]);
      for (const trip of [asked, repeated]) {
        const id = stage.id();
        await sagas.begin(trip, id, {});
        const saga = await stage.reaches(sagas, id, "parked");
        expect(saga.steps).toMatchObject([{ status: "done" }, { status: "unknown" }]);
        expect(saga.reason).toContain("connection reset");
        expect(saga.dueAt).toBeNull();
      }
      expect(world.undone.size).toBe(0);
    },
  },
  {
    name: "that an attempt did nothing says nothing of the one before it",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", "pay"]);
      const away = () => {
        throw nothingDone("away");
      };
      world.script("action pay", lostAnswer, away, away);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      const saga = await stage.reaches(sagas, id, "parked");
      expect(saga.steps[1]).toMatchObject({ name: "pay", status: "unknown" });
      expect(world.undone.size).toBe(0);
    },
  },
];

function nothingSaid(times: number): (() => never)[] {
  return Array.from({ length: times }, () => lostRequest);
}
