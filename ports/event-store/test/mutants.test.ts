import { eventStoreChecks, runCheck } from "@quad/event-store/conformance";
import { testMutants } from "@quad/testkit";
import { eventStoreMutants } from "../conformance/mutants/event-store-mutants.ts";

/** A mutant often shows by what never happens: this long the check waits for it. */
const PATIENCE_MS = 1_000;

testMutants({
  kind: "a store",
  mutants: eventStoreMutants,
  topics: eventStoreChecks,
  run: (check, place) => runCheck(check, { ...place, patienceMs: PATIENCE_MS }),
  inTests: true,
});
