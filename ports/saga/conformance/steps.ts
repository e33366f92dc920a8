import { refusal } from "@quad/saga";
import { signal } from "@quad/testkit";
import { expect } from "vitest";
import type { SagaCheck } from "./saga-stage.ts";

const MANY = 30;

/** What one saga does when nothing goes wrong. */
export const steps: readonly SagaCheck[] = [
  {
    name: "takes a saga through its steps in order; each sees the results before it",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", "pay", "confirm"]);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      expect(await sagas.begin(trip, id, { order: 7 })).toBe("begun");
      const saga = await stage.reaches(sagas, id, "done");
      expect(world.trace()).toEqual(["action stock", "action pay", "action confirm"]);
      expect(world.calls.at(-1)?.results).toEqual({ stock: { did: "stock" }, pay: { did: "pay" } });
      expect(saga).toMatchObject({ id, name: "trip", version: 1, input: { order: 7 } });
      expect(saga).toMatchObject({ reason: null, dueAt: null, begunAt: expect.any(Date) });
      expect(saga.steps).toMatchObject([
        { name: "stock", status: "done", result: { did: "stock" } },
        { name: "pay", status: "done" },
        { name: "confirm", status: "done" },
      ]);
    },
  },
  {
    name: "is not done before its last step is",
    async run(stage) {
      const { world } = stage;
      const [called, gate] = [signal("the last step is called"), stage.gate()];
      const trip = world.trip("trip", ["stock", "pay"]);
      world.script("action pay", async (usual) => {
        called.resolve();
        await gate.opened;
        return usual();
      });
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await called.within(stage.patienceMs);
      const before = await sagas.get(id);
      gate.open();
      expect(before).toMatchObject({ status: "running", dueAt: null });
      expect(before?.steps).toMatchObject([{ status: "done" }, { status: "under-way" }]);
      await stage.reaches(sagas, id, "done");
    },
  },
  {
    name: "what an action returns is stored as JSON; nothing is null",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["nothing", "date", "last"]);
      world.script("action nothing", () => undefined);
      world.script("action date", () => ({ at: new Date(0), text: 'zero \0, half \ud800, "' }));
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, null);
      await stage.reaches(sagas, id, "done");
      const results = {
        nothing: null,
        date: { at: "1970-01-01T00:00:00.000Z", text: 'zero \0, half \ud800, "' },
      };
      expect(world.calls.at(-1)?.results).toEqual(results);
    },
  },
  {
    name: "a key is the same at every attempt, and shared by no other call of any saga",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", "pay", "confirm"]);
      const twin = world.trip("twin", ["stock", "pay"]);
      world.script("action pay", failing);
      world.script("compensate stock", failing, failing);
      world.always("action confirm", refusing);
      const sagas = await stage.sagas([trip, twin]);
      const ids = [stage.id(), stage.id(), stage.id("twin")] as const;
      for (const id of ids.slice(0, 2)) await sagas.begin(trip, id, {});
      await sagas.begin(twin, ids[2], {});
      for (const id of ids.slice(0, 2)) await stage.reaches(sagas, id, "compensated");
      await stage.reaches(sagas, ids[2], "done");
      const callsOf = new Map<string, Set<string>>();
      for (const { key, sagaId, what } of world.calls) {
        callsOf.set(key, (callsOf.get(key) ?? new Set()).add(`${sagaId} ${what}`));
      }
      for (const calls of callsOf.values()) expect([...calls]).toHaveLength(1);
      expect(callsOf.size).toBe(2 * 5 + 2);
      for (const key of callsOf.keys()) expect(key).toMatch(/^[!-~]{1,200}$/);
    },
  },
  {
    name: `${MANY} sagas at once all end, also where only two are worked on at a time`,
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", "pay"]);
      let atOnce = 0;
      let atOnceMax = 0;
      world.always("action pay", async (usual) => {
        atOnceMax = Math.max(atOnceMax, ++atOnce);
        await new Promise((resolve) => setImmediate(resolve));
        atOnce--;
        return usual();
      });
      const sagas = await stage.sagas([trip], { concurrencyMax: 2 });
      const ids = Array.from({ length: MANY }, () => stage.id());
      await Promise.all(ids.map((id) => sagas.begin(trip, id, {})));
      for (const id of ids) await stage.reaches(sagas, id, "done");
      expect(world.count("action pay")).toBe(MANY);
      expect(atOnceMax).toBeLessThanOrEqual(2);
    },
  },
];

const failing = () => {
  throw new Error("who knows");
};

const refusing = () => {
  throw refusal("no");
};
