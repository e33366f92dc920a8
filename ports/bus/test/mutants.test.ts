import { busChecks, runCheck } from "@quad/bus/conformance";
import { testMutants } from "@quad/testkit";
import { busMutants } from "../conformance/mutants/bus-mutants.ts";

/** A mutant often shows by what never happens: this long the check waits for it. */
const PATIENCE_MS = 2_000;

const checks = new Map(
  Object.values(busChecks)
    .flat()
    .map((check) => [check.name, check]),
);

testMutants({
  kind: "a bus",
  mutants: busMutants,
  checks: [...checks.keys()],
  async run(name, { place }) {
    const check = checks.get(name);
    if (check) await runCheck(check, { ...place(), patienceMs: PATIENCE_MS });
  },
});
