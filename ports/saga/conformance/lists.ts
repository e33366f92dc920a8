import { refusal, type Saga } from "@quad/saga";
import { expect } from "vitest";
import type { SagaCheck } from "./saga-stage.ts";

/** What a person sees. */
export const lists: readonly SagaCheck[] = [
  {
    name: "knows nothing of an id that was never begun",
    async run(stage) {
      const sagas = await stage.sagas([]);
      expect(await sagas.get("never-begun")).toBeUndefined();
      expect(await sagas.list()).toEqual({ sagas: [] });
    },
  },
  {
    name: "lists sagas by id, page by page, also those of one status alone",
    async run(stage) {
      const { world } = stage;
      const trip = world.trip("trip", ["pay"]);
      world.always("action pay", (usual, { sagaId }) => {
        if (sagaId.endsWith("3")) throw refusal("no");
        return usual();
      });
      const sagas = await stage.sagas([trip]);
      const ids = ["B-1", "a-2", "a-3", "a-10", "c-4"];
      for (const id of ids) await sagas.begin(trip, id, {});
      for (const id of ids) await stage.reaches(sagas, id, id === "a-3" ? "compensated" : "done");
      const pages: Saga["id"][][] = [];
      let cursor: string | undefined;
      do {
        const page = await sagas.list({ limit: 2, ...(cursor !== undefined && { cursor }) });
        pages.push(page.sagas.map(({ id }) => id));
        cursor = page.cursor;
      } while (cursor !== undefined && pages.length < ids.length);
      expect(pages).toEqual([["B-1", "a-10"], ["a-2", "a-3"], ["c-4"]]);
      const some = await sagas.list({ status: "compensated" });
      expect(some).toEqual({ sagas: [await sagas.get("a-3")] });
      expect(await sagas.list({ status: "done", limit: 4 })).not.toHaveProperty("cursor");
    },
  },
  {
    name: "refuses a page of no size, and a cursor that it never gave",
    async run(stage) {
      const sagas = await stage.sagas([]);
      for (const filter of [{ limit: 0 }, { limit: 101 }, { limit: 1.5 }, { cursor: "a b" }]) {
        await expect(sagas.list(filter)).rejects.toMatchObject({ code: "SAGA_INVALID" });
      }
    },
  },
  {
    name: "counts what has not ended",
    async run(stage) {
      const { world } = stage;
      const slow = { attemptsMax: 2, delayMs: 60_000, delayMsMax: 60_000 };
      const waits = world.trip("waits", [{ name: "wait", options: { retry: slow } }]);
      const ends = world.trip("ends", ["pay"]);
      const parks = world.trip("parks", ["park"]);
      const turns = world.trip("turns", [{ name: "undo", options: { retry: slow } }, "refuse"]);
      const failing = () => {
        throw new Error("no");
      };
      world.always("action wait", failing).always("action park", failing);
      world.always("compensate undo", failing).always("action refuse", () => {
        throw refusal("no");
      });
      const sagas = await stage.sagas([waits, ends, parks, turns]);
      for (const trip of [waits, ends, parks, turns]) await sagas.begin(trip, trip.name, {});
      await stage.reaches(sagas, "ends", "done");
      await stage.reaches(sagas, "parks", "parked");
      await stage.until(
        "one waits and one compensates",
        () => world.count("compensate undo") + world.count("action wait"),
        (calls) => calls === 2,
      );
      const counts = { running: 1, compensating: 1, parked: 1, stranded: 0 };
      expect(await sagas.counts()).toEqual(counts);
    },
  },
];
