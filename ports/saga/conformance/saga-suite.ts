import { testLifecycle, worksUnless } from "@quad/lifecycle/conformance";
import type { SagaSupports, Sagas } from "@quad/saga";
import type { ConformanceSuite } from "@quad/testkit";
import { beginnings } from "./beginnings.ts";
import { committing } from "./committing.ts";
import { compensations } from "./compensations.ts";
import { crashes } from "./crashes.ts";
import { keeping } from "./keeping.ts";
import { lists } from "./lists.ts";
import { persons } from "./persons.ts";
import { refusals } from "./refusals.ts";
import { retries } from "./retries.ts";
import { SagaStage } from "./saga-stage.ts";
import { sharing } from "./sharing.ts";
import { steps } from "./steps.ts";
import { stopping } from "./stopping.ts";
import { unknowns } from "./unknowns.ts";
import { versions } from "./versions.ts";
import { waiting } from "./waiting.ts";

/** The contract of `Sagas`, for any store of them. */
export const sagaSuite: ConformanceSuite<SagaStage, keyof SagaSupports> = {
  port: "saga",
  readme: new URL("../README.md", import.meta.url),
  topics: {
    steps,
    refusals,
    retries,
    unknowns,
    compensations,
    committing,
    crashes,
    sharing,
    versions,
    beginnings,
    persons,
    waiting,
    keeping,
    lists,
    stopping,
  },
  stage: SagaStage,
  lifecycle: (name, makeStage) =>
    testLifecycle(name, {
      make: async () => (await makeStage()).stoppedSagas([]),
      works: worksUnless("SAGAS_NOT_RUNNING", (sagas: Sagas<unknown>) => sagas.get("any")),
    }),
};
