import { isQuadError } from "@quad/errors";
import { sagaCoordinator } from "@quad/saga";
import { calledBy, coordinatedBy, type Mutant } from "./mutant.ts";

const LONG_MS = 60_000;

/** Wrong coordinators. */
export const coordinatorMutants: readonly Mutant[] = [
  {
    name: "trusts in a lease that has run out",
    caughtBy: ["one whose lease has run out makes no call before it has a new one"],
    place: coordinatedBy((options) => sagaCoordinator({ ...options, leaseMs: LONG_MS })),
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

function unless<T>(code: string, answer: T): (error: unknown) => T {
  return (error) => {
    if (isQuadError(error, code)) return answer;
    throw error;
  };
}
