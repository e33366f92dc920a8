import { busChecks, runCheck } from "@quad/bus/conformance";
import { testMutants } from "@quad/testkit";
import { busMutants } from "../conformance/mutants/bus-mutants.ts";

/** A mutant often shows by what never happens: this long the check waits for it. */
const PATIENCE_MS = 2_000;

testMutants({
  kind: "a bus",
  mutants: busMutants,
  topics: busChecks,
  run: (check, place) => runCheck(check, { ...place, patienceMs: PATIENCE_MS }),
});
