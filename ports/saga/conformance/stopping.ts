import { signal } from "@quad/testkit";
import { expect } from "vitest";
import type { SagaCheck } from "./saga-stage.ts";

/** What becomes of calls and sagas around a start and a stop. */
export const stopping: readonly SagaCheck[] = [
  {
    name: "refuses calls before its start and after its stop",
    async run(stage) {
      const trip = stage.world.trip("trip", ["pay"]);
      const sagas = stage.stoppedSagas([trip]);
      const calls = [
        () => sagas.begin(trip, "id", {}),
        () => sagas.get("id"),
        () => sagas.wait("id"),
        () => sagas.list(),
        () => sagas.counts(),
        () => sagas.retry("id"),
        () => sagas.settle("id", "pay", { outcome: "never", note: "" }),
        () => sagas.within({}).begin(trip, "id", {}),
      ];
      const refused = { code: "SAGAS_NOT_RUNNING" };
      for (const call of calls) await expect(call()).rejects.toMatchObject(refused);
      await sagas.start();
      await sagas.stop();
      for (const call of calls) await expect(call()).rejects.toMatchObject(refused);
    },
  },
  {
    name: "a stop waits for the calls under way, and begins no other; a start goes on",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", "pay"]);
      const [called, gate] = [signal("the call is made"), stage.gate()];
      world.script("action stock", async (usual) => {
        called.resolve();
        await gate.opened;
        return usual();
      });
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await called.within(stage.patienceMs);
      let isStopped = false;
      const stopped = sagas.stop().then(() => {
        isStopped = true;
      });
      await new Promise((resolve) => setImmediate(resolve));
      expect(isStopped).toBe(false);
      gate.open();
      await stopped;
      expect(world.trace()).toEqual(["action stock"]);
      await sagas.start();
      await stage.reaches(sagas, id, "done");
      expect(world.trace()).toEqual(["action stock", "action pay"]);
    },
  },
];
