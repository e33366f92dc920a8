import { refusal, type SagaStore, type Sagas } from "@quad/saga";
import { expect } from "vitest";
import type { SagaCheck, SagaStage } from "./saga-stage.ts";

const MANY = 100;
const LONG_MS = 60_000;
const SHORT_MS = 500;

/** What becomes of sagas after their end. */
export const keeping: readonly SagaCheck[] = [
  {
    name: "deletes what has ended, and never what is parked or goes on",
    async run(stage) {
      const { sagas, store } = await openWithStore(stage);
      const before = await Promise.all(STAYS.map((id) => sagas.get(id)));
      expect(await store.prune(0, MANY)).toBe(ENDS.length);
      const { sagas: left } = await sagas.list();
      expect(left).toEqual(before);
      expect(await store.prune(0, MANY)).toBe(0);
    },
  },
  {
    name: "deletes nothing before its time, and no more than asked for at once",
    async run(stage) {
      const { sagas, store } = await openWithStore(stage);
      const all = STAYS.length + ENDS.length;
      expect(await store.prune(LONG_MS, MANY)).toBe(0);
      expect((await sagas.list()).sagas).toHaveLength(all);
      expect(await store.prune(0, 1)).toBe(1);
      expect((await sagas.list()).sagas).toHaveLength(all - 1);
    },
  },
  {
    name: "a coordinator deletes by itself what ended long ago; the id is then a new one",
    async run(stage) {
      const trip = stage.world.trip("trip", ["pay"]);
      const sagas = await stage.sagas([trip], { keptMs: SHORT_MS });
      const id = stage.id();
      expect(await sagas.begin(trip, id, { nth: 1 })).toBe("begun");
      await stage.until(
        "the saga is deleted",
        () => sagas.get(id),
        (saga) => saga === undefined,
      );
      expect(await sagas.begin(trip, id, { nth: 2 })).toBe("begun");
      await stage.until(
        "the second saga is worked on",
        () => stage.world.count("action pay"),
        (calls) => calls === 2,
      );
    },
  },
];

const ENDS = ["compensated", "done"];
/** In the order of a list. */
const STAYS = ["compensating", "parked", "running"];

/** One saga of each status, with the status for its id. */
async function openWithStore(
  stage: SagaStage,
): Promise<{ sagas: Sagas<unknown>; store: SagaStore<unknown> }> {
  const { world } = stage;
  const slow = { attemptsMax: 2, delayMs: LONG_MS, delayMsMax: LONG_MS };
  const trip = world.trip("trip", ["stock", "pay"]);
  const patient = world.trip("patient", [{ name: "wait", options: { retry: slow } }, "pay"]);
  const failing = () => {
    throw new Error("who knows");
  };
  world.always("action pay", (usual, { sagaId }) => {
    if (sagaId === "parked") return failing();
    if (sagaId.startsWith("compensat")) throw refusal("no");
    return usual();
  });
  world.always("action wait", (usual, { sagaId }) => (sagaId === "running" ? failing() : usual()));
  world.always("compensate wait", failing);
  const stores: SagaStore<unknown>[] = [];
  const between = (store: SagaStore<unknown>) => {
    stores.push(store);
    return store;
  };
  const sagas = await stage.sagas([trip, patient], { between });
  for (const id of [...ENDS, "parked"]) await sagas.begin(trip, id, {});
  for (const id of ["running", "compensating"]) await sagas.begin(patient, id, {});
  for (const id of [...ENDS, "parked"] as const) {
    await stage.reaches(sagas, id, id as "done" | "compensated" | "parked");
  }
  await stage.until(
    "two wait for their next try",
    () => Promise.all(["running", "compensating"].map((id) => sagas.get(id))),
    (both) => both.every((saga) => saga?.dueAt !== null && saga?.steps[0]?.note !== undefined),
  );
  return { sagas, store: stores[0] as SagaStore<unknown> };
}
