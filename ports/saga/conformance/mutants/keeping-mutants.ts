import { type SagaRow, sagaCoordinator } from "@quad/saga";
import type { SagaPlace } from "../saga-place.ts";
import { coordinatedBy, type Mutant, storedBy } from "./mutant.ts";

const LONG_MS = 60_000;
const ALL = 1_000;

/** Wrong ways to delete sagas. */
export const keepingMutants: readonly Mutant[] = [
  {
    name: "deletes parked sagas too",
    caughtBy: ["deletes what has ended, and never what is parked or goes on"],
    place: prunedBy((row) => isEnded(row) || row.status === "parked"),
  },
  {
    name: "deletes sagas that go on",
    caughtBy: ["deletes what has ended, and never what is parked or goes on"],
    place: prunedBy((row) => row.status !== "parked"),
  },
  {
    name: "keeps sagas that were compensated for ever",
    caughtBy: ["deletes what has ended, and never what is parked or goes on"],
    place: prunedBy((row) => row.status === "done"),
  },
  {
    name: "deletes sagas before their time",
    caughtBy: ["deletes nothing before its time, and no more than asked for at once"],
    place: storedBy((store) => ({ prune: (_, limit) => store.prune(0, limit) })),
  },
  {
    name: "deletes all at once",
    caughtBy: ["deletes nothing before its time, and no more than asked for at once"],
    place: storedBy((store) => ({ prune: (keptMs) => store.prune(keptMs, ALL) })),
  },
  {
    name: "deletes nothing by itself",
    caughtBy: ["a coordinator deletes by itself what ended long ago; the id is then a new one"],
    place: coordinatedBy((options) => sagaCoordinator({ ...options, keptMs: LONG_MS })),
  },
];

/** A store that deletes, or rather hides, the rows that it is told to. */
function prunedBy(isOld: (row: SagaRow) => boolean): () => SagaPlace {
  return storedBy((store) => {
    const gone = new Set<string>();
    const left = (rows: readonly SagaRow[]) => rows.filter(({ id }) => !gone.has(id));
    return {
      list: async (filter) => left(await store.list(filter)),
      async prune(_, limit) {
        const old = left(await store.list({ after: "", limit: ALL })).filter(isOld);
        for (const { id } of old.slice(0, limit)) gone.add(id);
        return Math.min(old.length, limit);
      },
    };
  });
}

function isEnded({ status }: SagaRow): boolean {
  return status === "done" || status === "compensated";
}
