import { nothingDone } from "@quad/saga";
import { expect } from "vitest";
import type { SagaCheck } from "./saga-stage.ts";

const away = () => {
  throw nothingDone("the bank is closed");
};

/** A participant that is away, and says so or keeps silent. */
export const retries: readonly SagaCheck[] = [
  {
    name: "what was not done is tried again",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["pay", "confirm"]);
      world.script("action pay", away, away);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await stage.reaches(sagas, id, "done");
      const pays = world.calls.filter(({ what }) => what === "action pay");
      expect(pays.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    },
  },
  {
    name: "waits before it tries again, by chance between half the delay and all of it",
    async run(stage) {
      const { world } = stage;
      const retry = { attemptsMax: 9, delayMs: 60_000, delayMsMax: 90_000 };
      for (const [random, delayMs] of [
        [0, 30_000],
        [1, 60_000],
      ] as const) {
        const trip = world.trip(`wait-${random}`, [{ name: "pay", options: { retry } }]);
        world.always("action pay", away);
        const sagas = await stage.sagas([trip], { random: () => random });
        const id = stage.id();
        await sagas.begin(trip, id, {});
        const saga = await stage.until(
          "the saga waits",
          () => sagas.get(id),
          (found) => found?.dueAt instanceof Date,
        );
        const waitMs = Number(saga?.dueAt) - Number(saga?.updatedAt);
        expect(waitMs).toBe(delayMs);
        expect(saga).toMatchObject({ status: "running", steps: [{ failures: 1 }] });
      }
    },
  },
  {
    name: "a saga that waits is nobody's before its time",
    async run(stage) {
      const { world } = stage;
      const retry = { attemptsMax: 9, delayMs: 60_000, delayMsMax: 60_000 };
      const trip = world.trip("trip", [{ name: "pay", options: { retry } }]);
      world.always("action pay", away);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await stage.until(
        "the saga waits",
        () => sagas.get(id),
        (found) => found?.dueAt instanceof Date,
      );
      const claimed: string[] = [];
      let claims = 0;
      await stage.sagas([trip], {
        between: (store) => ({
          ...store,
          async claim(claimer, limit) {
            const rows = await store.claim(claimer, limit);
            claimed.push(...rows.map((row) => row.id));
            claims++;
            return rows;
          },
        }),
      });
      await stage.until("another has looked for work", () => claims, Boolean);
      expect(claimed).toEqual([]);
      expect(world.calls).toHaveLength(1);
    },
  },
  {
    name: "waits twice as long each time, up to the longest delay, and makes no attempt before",
    async run(stage) {
      const { world } = stage;
      const retry = { attemptsMax: 4, delayMs: 60, delayMsMax: 150 };
      const trip = world.trip("trip", [{ name: "pay", options: { retry } }]);
      world.script("action pay", away, away, away);
      const sagas = await stage.sagas([trip], { random: () => 1 });
      const id = stage.id();
      await sagas.begin(trip, id, {});
      await stage.reaches(sagas, id, "done");
      const times = world.calls.map(({ at }) => at);
      const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      // Two clocks: the store's and ours.
      for (const [index, leastMs] of [60, 120, 150].entries()) {
        expect(gaps[index]).toBeGreaterThan(leastMs * 0.8);
      }
    },
  },
  {
    name: "when the attempts are used up and nothing happened, the steps before are compensated",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["stock", "pay"]);
      world.always("action pay", away);
      const sagas = await stage.sagas([trip]);
      const id = stage.id();
      await sagas.begin(trip, id, {});
      const saga = await stage.reaches(sagas, id, "compensated");
      expect(world.count("action pay")).toBe(3);
      expect(world.count("compensate stock")).toBe(1);
      expect(world.count("compensate pay")).toBe(0);
      expect(saga).toMatchObject({ reason: "the bank is closed" });
      expect(saga.steps[1]).toMatchObject({ status: "failed", note: "the bank is closed" });
    },
  },
];
