import { setTimeout as sleep } from "node:timers/promises";
import { type Saga, type Sagas, sagaCoordinator } from "@quad/saga";
import { calledBy, coordinatedBy, type Mutant, storedBy, unless } from "./mutant.ts";

const never = new Promise<Saga>(() => {});

/** Wrong ways to wait for the rest of a saga. */
export const waitingMutants: readonly Mutant[] = [
  {
    name: "answers at once who waits",
    caughtBy: [
      "waits until a saga is done, compensated or parked; one that is already there at once",
      "waits for a saga that another coordinator brings to rest, also for many at once",
      "waits for the next rest of a saga that a person has set going again",
    ],
    place: calledBy((sagas) => ({ wait: async (id) => (await sagas.get(id)) as Saga })),
  },
  {
    name: "hears of its own sagas alone",
    caughtBy: [
      "waits for a saga that another coordinator brings to rest, also for many at once",
      "a store that is away while one waits costs time alone",
    ],
    place: storedBy(() => ({ unfinished: async (ids) => new Set(ids) })),
  },
  {
    name: "takes a parked saga for one that goes on",
    caughtBy: [
      "waits until a saga is done, compensated or parked; one that is already there at once",
    ],
    place: calledBy((sagas) => ({
      async wait(id, options) {
        const saga = await sagas.wait(id, options);
        return saga.status === "parked" ? never : saga;
      },
    })),
  },
  {
    name: "remembers the first rest",
    caughtBy: ["waits for the next rest of a saga that a person has set going again"],
    place: calledBy((sagas) => {
      const rests = new Map<string, Promise<Saga>>();
      return {
        wait(id, options) {
          const rest = rests.get(id) ?? sagas.wait(id, options);
          rests.set(id, rest);
          return rest;
        },
      };
    }),
  },
  {
    name: "waits for sagas that there are not",
    caughtBy: ["waits for no saga that there is not"],
    place: calledBy((sagas) => ({
      wait: (id, options) => sagas.wait(id, options).catch(unless("SAGA_NOT_FOUND", never)),
    })),
  },
  {
    name: "waits on although the caller does not",
    caughtBy: ["a wait ends when its signal aborts, with its reason; the saga goes on"],
    place: calledBy((sagas) => ({ wait: (id) => sagas.wait(id) })),
  },
  {
    name: "gives up waiting when the store is away",
    caughtBy: ["a store that is away while one waits costs time alone"],
    place: coordinatedBy((options) => {
      const sagas = sagaCoordinator(options);
      return { ...sagas, wait: (id) => lookUntilRest(sagas, id) };
    }),
  },
  {
    name: "lets those wait on who wait at a stop",
    caughtBy: ["a stop ends the waits, and does not wait for what they wait for"],
    place: calledBy((sagas) => ({
      wait: (id, options) => sagas.wait(id, options).catch(unless("SAGAS_NOT_RUNNING", never)),
    })),
  },
];

async function lookUntilRest(sagas: Sagas<unknown>, id: string): Promise<Saga> {
  let saga: Saga | undefined;
  for (; saga?.status !== "done"; saga = await sagas.get(id)) await sleep(10);
  return saga;
}
