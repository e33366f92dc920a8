import { sagaCoordinator } from "@quad/saga";
import { calledBy, coordinatedBy, type Mutant, unless } from "./mutant.ts";

const LONG_MS = 60_000;

/** Wrong coordinators. */
export const coordinatorMutants: readonly Mutant[] = [
  {
    name: "trusts in a lease that has run out",
    caughtBy: ["one whose lease has run out makes no call before it has a new one"],
    place: coordinatedBy((options) => sagaCoordinator({ ...options, leaseMs: LONG_MS })),
  },
  {
    name: "works although it is to work on none",
    caughtBy: ["one that may work on none leaves all to others; a person may speak through it"],
    place: coordinatedBy(({ concurrencyMax, ...options }) =>
      sagaCoordinator({ ...options, ...(concurrencyMax && { concurrencyMax }) }),
    ),
  },
  {
    name: "takes what is not valid for done",
    caughtBy: [
      "refuses what is not valid, and begins nothing",
      "refuses a page of no size, and a cursor that it never gave",
    ],
    place: calledBy((sagas) => ({
      begin: (saga, id, input) =>
        sagas.begin(saga, id, input).catch(unless("SAGA_INVALID", "begun")),
      list: (filter) => sagas.list(filter).catch(unless("SAGA_INVALID", { sagas: [] })),
    })),
  },
  {
    name: "answers although it does not run",
    caughtBy: ["refuses calls before its start and after its stop"],
    place: calledBy((sagas) => ({
      list: (filter) => sagas.list(filter).catch(unless("SAGAS_NOT_RUNNING", { sagas: [] })),
    })),
  },
];
