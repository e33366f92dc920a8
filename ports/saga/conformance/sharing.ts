import { refusal, type SagaStore } from "@quad/saga";
import { signal } from "@quad/testkit";
import { expect } from "vitest";
import type { SagaCheck } from "./saga-stage.ts";
import { SHORT_LEASE_MS } from "./saga-stage.ts";

const MANY = 40;

/** Several coordinators of the same sagas. */
export const sharing: readonly SagaCheck[] = [
  {
    name: "two coordinators share the work, and neither does what the other does",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", "pay", "confirm"]);
      const options = { concurrencyMax: 2 };
      const both = await Promise.all([stage.sagas([trip], options), stage.sagas([trip], options)]);
      const [one, other] = both;
      const ids = Array.from({ length: MANY }, () => stage.id());
      await Promise.all(ids.map((id, nth) => (nth % 2 ? one : other).begin(trip, id, {})));
      for (const id of ids) await stage.reaches(one, id, "done");
      for (const id of ids) {
        expect(world.trace(id)).toEqual(["action stock", "action pay", "action confirm"]);
      }
    },
  },
  {
    name: "one that was paused, and whose saga has passed to another, changes nothing any more",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", "pay", "confirm"]);
      const [called, gate] = [signal("the call is made"), stage.gate()];
      const answered = signal<boolean>("the write of the paused one is answered");
      world.script("action pay", async () => {
        called.resolve();
        await gate.opened;
        return "of the paused one";
      });
      let isPaused = false;
      const between = (store: SagaStore<unknown>): SagaStore<unknown> => ({
        ...store,
        // A paused process renews nothing.
        async renew(owner, leaseMs) {
          if (isPaused) await gate.opened;
          await store.renew(owner, leaseMs);
        },
        async claim(claimer, limit) {
          if (isPaused) await gate.opened;
          return store.claim(claimer, limit);
        },
        async save(writes) {
          const stored = await store.save(writes);
          const isLate = isPaused && writes.some((write) => write.id === id);
          if (isLate) answered.resolve(stored.has(id));
          return stored;
        },
      });
      const id = stage.id();
      const paused = await stage.sagas([trip], { between, leaseMs: SHORT_LEASE_MS });
      await paused.begin(trip, id, {});
      await called.within(stage.patienceMs);
      isPaused = true;
      const other = await stage.sagas([trip]);
      const before = await stage.reaches(other, id, "done");
      gate.open();
      expect(await answered.within(stage.patienceMs)).toBe(false);
      isPaused = false;
      // Until this one is done, a next call of the other would have been made.
      const later = stage.id();
      await paused.begin(trip, later, {});
      await stage.reaches(paused, later, "done");
      expect(await other.get(id)).toEqual(before);
      expect(before.steps[1]?.result).toEqual({ did: "pay" });
      expect(world.trace(id)).toEqual([
        ...["action stock", "action pay", "action pay", "action confirm"],
      ]);
    },
  },
  {
    name: "one whose lease has run out makes no call before it has a new one",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", "pay"]);
      const gate = stage.gate();
      let isAway = false;
      const between = (store: SagaStore<unknown>): SagaStore<unknown> => ({
        ...store,
        async renew(owner, leaseMs) {
          if (isAway) await gate.opened;
          await store.renew(owner, leaseMs);
        },
        async save(writes) {
          const stored = await store.save(writes);
          if (!isAway) return stored;
          // The answer takes longer than the lease.
          await stage.until(
            "the lease has run out",
            () => performance.now(),
            (now) => now > awayAt + 2 * SHORT_LEASE_MS,
          );
          return stored;
        },
      });
      let awayAt = 0;
      world.script("action stock", (usual) => {
        isAway = true;
        awayAt = performance.now();
        return usual();
      });
      const sagas = await stage.sagas([trip], { between, leaseMs: SHORT_LEASE_MS });
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await stage.until(
        "a call would have been made",
        () => performance.now(),
        (now) => awayAt > 0 && now > awayAt + 4 * SHORT_LEASE_MS,
      );
      expect(world.trace()).toEqual(["action stock"]);
      isAway = false;
      gate.open();
      await stage.reaches(sagas, id, "done");
    },
  },
  {
    name: "one that may work on none leaves all to others; a person may speak through it",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["pay", "confirm"]);
      const action = async () => {
        throw refusal("this one must not work");
      };
      const idle = world.trip("trip", [{ name: "pay", options: { action } }, "confirm"]);
      const desk = await stage.sagas([idle], { concurrencyMax: 0 });
      const id = stage.id();
      expect(await desk.begin(idle, id, {})).toBe("begun");
      world.always("action pay", () => {
        throw new Error("who knows");
      });
      await stage.sagas([trip]);
      await stage.reaches(desk, id, "parked");
      await desk.settle(id, "pay", { outcome: "done", result: 7, note: "seen" });
      await stage.reaches(desk, id, "done");
    },
  },
  {
    name: "one that stops gives its sagas to the others, and they know how far each has come",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", { name: "pay", resolves: true }]);
      const [called, gate] = [signal("the call is made"), stage.gate()];
      world.script("action stock", async (usual) => {
        called.resolve();
        await gate.opened;
        return usual();
      });
      const first = await stage.sagas([trip]);
      const id = stage.id();
      await first.begin(trip, id, {});
      await called.within(stage.patienceMs);
      const stopped = first.stop();
      gate.open();
      await stopped;
      const second = await stage.sagas([trip]);
      await stage.reaches(second, id, "done");
      expect(world.trace()).toEqual(["action stock", "action pay"]);
    },
  },
];
