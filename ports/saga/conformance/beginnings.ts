import { expect } from "vitest";
import type { SagaCheck } from "./saga-stage.ts";

const CALLS = 20;
const CYCLE: unknown[] = [];
CYCLE.push(CYCLE);

const INVALID: readonly (readonly [id: string, input: unknown])[] = [
  ["", {}],
  ["x".repeat(101), {}],
  ["with space", {}],
  ["zero\0", {}],
  ["straße", {}],
  ["id", undefined],
  ["id", { at: new Date() }],
  ["id", { amount: Number.NaN }],
  ["id", { nothing: undefined }],
  ["id", 12n],
  ["id", CYCLE],
  ["id", "x".repeat(64 * 1024)],
];

/** How sagas begin, and begin only once. */
export const beginnings: readonly SagaCheck[] = [
  {
    name: "a saga begins once: the same call again changes nothing, also after its end",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["pay"]);
      const next = world.trip("trip", ["pay", "thank"], 2);
      const sagas = await stage.sagas([trip, next]);
      const id = stage.id();
      expect(await sagas.begin(trip, id, { order: 7, book: "x" })).toBe("begun");
      const saga = await stage.reaches(sagas, id, "done");
      expect(await sagas.begin(trip, id, { book: "x", order: 7 })).toBe("known");
      expect(await sagas.begin(next, id, { order: 7, book: "x" })).toBe("known");
      expect(await sagas.get(id)).toEqual(saga);
      expect(world.trace()).toEqual(["action pay"]);
    },
  },
  {
    name: `${CALLS} calls at once from two coordinators begin one saga`,
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["pay"]);
      const [one, other] = await Promise.all([stage.sagas([trip]), stage.sagas([trip])]);
      const id = stage.id();
      const begun = await Promise.all(
        Array.from({ length: CALLS }, (_, nth) => (nth % 2 ? one : other).begin(trip, id, {})),
      );
      expect(begun.filter((answer) => answer === "begun")).toHaveLength(1);
      await stage.reaches(one, id, "done");
      expect(world.trace()).toEqual(["action pay"]);
    },
  },
  {
    name: "refuses an id that was used for another name or input",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["pay"]);
      const other = world.trip("other", ["pay"]);
      const sagas = await stage.sagas([trip, other]);
      const id = stage.id();
      await sagas.begin(trip, id, { order: 7 });
      const reused = { code: "SAGA_ID_REUSED" };
      await expect(sagas.begin(trip, id, { order: 8 })).rejects.toMatchObject(reused);
      await expect(sagas.begin(other, id, { order: 7 })).rejects.toMatchObject(reused);
      const both = [7, 8].map((order) => sagas.begin(trip, `${id}-2`, { order }));
      const outcomes = await Promise.allSettled(both);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    },
  },
  {
    name: "refuses what is not valid, and begins nothing",
    async run(stage) {
      const trip = stage.world.trip("trip", ["pay"]);
      const sagas = await stage.sagas([trip]);
      for (const [id, input] of INVALID) {
        await expect(sagas.begin(trip, id, input), id).rejects.toMatchObject({
          code: "SAGA_INVALID",
        });
      }
      const stranger = stage.world.trip("stranger", ["pay"]);
      await expect(sagas.begin(stranger, "id", {})).rejects.toThrow(TypeError);
      expect(await sagas.list()).toEqual({ sagas: [] });
    },
  },
  {
    name: "keeps the longest id and the largest input exactly",
    async run(stage) {
      const trip = stage.world.trip("trip", ["pay"]);
      const sagas = await stage.sagas([trip]);
      const id = "!~".repeat(50);
      const input = { text: "é\0\u2028\"'\\".repeat(2_000), numbers: [0.1, -1e300, 2 ** 53] };
      await sagas.begin(trip, id, input);
      expect(await stage.reaches(sagas, id, "done")).toMatchObject({ id, input });
    },
  },
  {
    name: "within a transaction a saga begins if and only if that commits",
    needs: "transactions",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["pay"]);
      const sagas = await stage.sagas([trip]);
      const [kept, undone] = [stage.id(), stage.id()];
      await stage.transaction(async (transaction) => {
        const within = sagas.within(transaction);
        expect(await within.begin(trip, kept, {})).toBe("begun");
        expect(await within.begin(trip, kept, {})).toBe("known");
        await expect(within.begin(trip, kept, 1)).rejects.toMatchObject({
          code: "SAGA_ID_REUSED",
        });
        expect(await sagas.get(kept)).toBeUndefined();
      });
      const rolledBack = stage.transaction(async (transaction) => {
        await sagas.within(transaction).begin(trip, undone, {});
        throw new Error("the order is not valid");
      });
      await expect(rolledBack).rejects.toThrow("the order is not valid");
      await stage.reaches(sagas, kept, "done");
      expect(await sagas.get(undone)).toBeUndefined();
      expect(world.trace()).toEqual(["action pay"]);
    },
  },
  {
    name: "says so where it cannot begin in a transaction",
    async run(stage) {
      const trip = stage.world.trip("trip", ["pay"]);
      const sagas = await stage.sagas([trip]);
      if (sagas.supports.transactions) return;
      const begun = sagas.within({}).begin(trip, stage.id(), {});
      await expect(begun).rejects.toMatchObject({ code: "SAGA_TRANSACTIONS_UNSUPPORTED" });
    },
  },
];
