import { nothingDone } from "@quad/saga";
import { expect } from "vitest";
import type { SagaCheck } from "./saga-stage.ts";

const away = () => {
  throw nothingDone("away");
};
const RETRY = { attemptsMax: 1_000, delayMs: 50, delayMsMax: 50 };

/** Definitions that change while sagas are under way. */
export const versions: readonly SagaCheck[] = [
  {
    name: "a saga ends with the version it began with, beside sagas of the next",
    async run(stage) {
      const { world } = stage;
      const old = world.trip("trip", ["stock", { name: "pay", options: { retry: RETRY } }]);
      const fresh = world.trip("trip", ["stock", "pay", "thank"], 2);
      world.always("action pay", away);
      const before = await stage.sagas([old]);
      const [early, late] = [stage.id(), stage.id()];
      await before.begin(old, early, {});
      await stage.until("the saga is at its second step", () => world.count("action pay"), Boolean);
      await before.stop();
      world.script("action pay");
      const after = await stage.sagas([old, fresh]);
      await after.begin(fresh, late, {});
      expect(await stage.reaches(after, late, "done")).toMatchObject({ version: 2 });
      const saga = await stage.reaches(after, early, "done");
      expect(saga).toMatchObject({ version: 1, steps: [{ name: "stock" }, { name: "pay" }] });
      expect(world.trace(early)).not.toContain("action thank");
    },
  },
  {
    name: "a version that nobody knows waits, is counted as stranded, and goes on when known",
    async run(stage) {
      const { world } = stage;
      const old = world.trip("trip", ["stock", { name: "pay", options: { retry: RETRY } }]);
      const fresh = world.trip("trip", ["stock", "thank"], 2);
      world.always("action pay", away);
      const before = await stage.sagas([old]);
      const [early, late] = [stage.id(), stage.id()];
      await before.begin(old, early, {});
      await stage.until("the saga is at its second step", () => world.count("action pay"), Boolean);
      await before.stop();
      world.script("action pay");
      const calls = world.trace(early).length;
      const between = await stage.sagas([fresh]);
      // It claims what it can: were the old one among that, it would be taken first.
      await between.begin(fresh, late, {});
      await stage.reaches(between, late, "done");
      expect(await between.counts()).toEqual({
        ...{ running: 1, compensating: 0, parked: 0, stranded: 1 },
      });
      expect(world.trace(early)).toHaveLength(calls);
      await between.stop();
      const after = await stage.sagas([fresh, old]);
      await stage.reaches(after, early, "done");
      expect(await after.counts()).toMatchObject({ running: 0, stranded: 0 });
    },
  },
  {
    name: "a version whose steps were edited meanwhile is for a person, not for guessing",
    async run(stage) {
      const { world } = stage;
      const was = world.trip("trip", ["stock", { name: "pay", options: { retry: RETRY } }]);
      const edited = world.trip("trip", ["pay", "stock"]);
      world.always("action pay", away);
      const before = await stage.sagas([was]);
      const id = stage.id();
      await before.begin(was, id, {});
      await stage.until("the saga is at its second step", () => world.count("action pay"), Boolean);
      await before.stop();
      world.script("action pay");
      const calls = world.calls.length;
      const wrong = await stage.sagas([edited]);
      await stage.reaches(wrong, id, "parked");
      expect(world.calls).toHaveLength(calls);
      await wrong.stop();
      const right = await stage.sagas([was]);
      await right.retry(id);
      await stage.reaches(right, id, "done");
    },
  },
];
