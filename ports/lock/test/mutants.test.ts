import { lockChecks, runCheck } from "@quad/lock/conformance";
import { testMutants } from "@quad/testkit";
import { lockMutants } from "../conformance/mutants/lock-mutants.ts";

/** A mutant often shows by what never happens: this long the check waits for it. */
const PATIENCE_MS = 2_000;

testMutants({
  kind: "a lock",
  mutants: lockMutants,
  topics: lockChecks,
  run: (check, place) => runCheck(check, { ...place, patienceMs: PATIENCE_MS }),
});
