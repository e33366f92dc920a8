import { isQuadError } from "@quad/errors";
import { testLifecycle } from "@quad/lifecycle/conformance";
import { type Sagas, sagaCoordinator } from "@quad/saga";
import { type Topics, testChecks } from "@quad/testkit";
import { describe } from "vitest";
import { beginnings } from "./beginnings.ts";
import { compensations } from "./compensations.ts";
import { crashes } from "./crashes.ts";
import { keeping } from "./keeping.ts";
import { lists } from "./lists.ts";
import { persons } from "./persons.ts";
import { refusals } from "./refusals.ts";
import { retries } from "./retries.ts";
import { runCheck } from "./run-check.ts";
import type { SagaCheck, SagaPlace } from "./saga-place.ts";
import { sharing } from "./sharing.ts";
import { steps } from "./steps.ts";
import { stopping } from "./stopping.ts";
import { unknowns } from "./unknowns.ts";
import { versions } from "./versions.ts";
import { waiting } from "./waiting.ts";

/** The table of contents. */
export const sagaChecks: Topics<SagaCheck> = {
  steps,
  refusals,
  retries,
  unknowns,
  compensations,
  crashes,
  sharing,
  versions,
  beginnings,
  persons,
  waiting,
  keeping,
  lists,
  stopping,
};

/**
 * The contract of `Sagas` as tests, for any store. `makePlace` opens nothing that lasts longer than
 * the test, or closes it when the test has finished; coordinators are stopped before.
 */
export function testSagas(name: string, makePlace: () => SagaPlace | Promise<SagaPlace>) {
  describe(`sagas: ${name}`, () => {
    testChecks({
      topics: sagaChecks,
      open: makePlace,
      reasonToSkip: ({ needs }, place) =>
        needs && !place.store().supports[needs] ? `This store is without ${needs}.` : undefined,
      run: (check, place) => runCheck(check, place),
    });
  });
  testLifecycle(name, {
    make: async () => sagaCoordinator({ store: (await makePlace()).store(), definitions: [] }),
    works: isWorking,
  });
}

async function isWorking(sagas: Sagas<unknown>): Promise<boolean> {
  try {
    await sagas.get("any");
    return true;
  } catch (error) {
    if (isQuadError(error, "SAGAS_NOT_RUNNING")) return false;
    throw error;
  }
}
