import { runCheck, sagaChecks } from "@quad/saga/conformance";
import { testMutants } from "@quad/testkit";
import { sagaMutants } from "../conformance/mutants/saga-mutants.ts";

/** A mutant often shows by what never happens: this long the check waits for it. */
const PATIENCE_MS = 2_000;

const checks = new Map(sagaChecks.map((check) => [check.name, check]));

testMutants({
  kind: "a saga",
  mutants: sagaMutants,
  checks: [...checks.keys()],
  async run(name, { place }) {
    const check = checks.get(name);
    if (check) await runCheck(check, place(), PATIENCE_MS);
  },
});
