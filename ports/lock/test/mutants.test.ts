import { lockChecks, runCheck } from "@quad/lock/conformance";
import { testMutants } from "@quad/testkit";
import { lockMutants } from "../conformance/mutants/lock-mutants.ts";

/** A mutant often shows by what never happens: this long the check waits for it. */
const PATIENCE_MS = 2_000;

const checks = new Map(
  Object.values(lockChecks)
    .flat()
    .map((check) => [check.name, check]),
);

testMutants({
  kind: "a lock",
  mutants: lockMutants,
  checks: [...checks.keys()],
  async run(name, { place }) {
    const check = checks.get(name);
    if (check) await runCheck(check, { ...place(), patienceMs: PATIENCE_MS });
  },
});
