import { runCheck, sagaChecks } from "@quad/saga/conformance";
import { testMutants } from "@quad/testkit";
import { sagaMutants } from "../conformance/mutants/saga-mutants.ts";

/** A mutant often shows by what never happens: this long the check waits for it. */
const PATIENCE_MS = 2_000;

testMutants({
  kind: "a saga",
  mutants: sagaMutants,
  topics: sagaChecks,
  run: (check, place) => runCheck(check, place, PATIENCE_MS),
});
