import type { Topics } from "@quad/testkit";
import { exclusionChecks } from "./exclusion.ts";
import { expiryChecks } from "./expiry.ts";
import { faultChecks } from "./faults.ts";
import { holdingChecks } from "./holding.ts";
import { lifecycleChecks } from "./lifecycle.ts";
import { limitChecks } from "./limits.ts";
import type { LockCheck } from "./lock-check.ts";
import { tokenChecks } from "./tokens.ts";
import { waitingChecks } from "./waiting.ts";

/** The table of contents: what locks are. */
export const lockChecks: Topics<LockCheck> = {
  exclusion: exclusionChecks,
  waiting: waitingChecks,
  expiry: expiryChecks,
  "fencing tokens": tokenChecks,
  "renewing and releasing": holdingChecks,
  limits: limitChecks,
  lifecycle: lifecycleChecks,
  faults: faultChecks,
};
