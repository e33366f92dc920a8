import { testLifecycle, worksUnless } from "@quad/lifecycle/conformance";
import type { LockSupports, Locks } from "@quad/lock";
import { type ConformanceSuite, testId } from "@quad/testkit";
import { exclusionChecks } from "./exclusion.ts";
import { expiryChecks } from "./expiry.ts";
import { faultChecks } from "./faults.ts";
import { holdingChecks } from "./holding.ts";
import { lifecycleChecks } from "./lifecycle.ts";
import { limitChecks } from "./limits.ts";
import { LockStage } from "./lock-stage.ts";
import { tokenChecks } from "./tokens.ts";
import { waitingChecks } from "./waiting.ts";

/** The contract of `Locks`, for any adapter. */
export const lockSuite: ConformanceSuite<LockStage, keyof LockSupports> = {
  port: "lock",
  readme: new URL("../README.md", import.meta.url),
  topics: {
    exclusion: exclusionChecks,
    waiting: waitingChecks,
    expiry: expiryChecks,
    "fencing tokens": tokenChecks,
    "renewing and releasing": holdingChecks,
    limits: limitChecks,
    lifecycle: lifecycleChecks,
    faults: faultChecks,
  },
  stage: LockStage,
  lifecycle: (name, makeStage) =>
    testLifecycle(name, {
      make: async () => (await makeStage()).open(),
      works: worksUnless("LOCK_NOT_RUNNING", (locks: Locks) => locks.tryAcquire(testId())),
    }),
};
