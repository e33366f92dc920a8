import { chargeChecks } from "@quad/charge/conformance";
import { testMutants } from "@quad/testkit";
import { mutants } from "../conformance/mutants.ts";
import { stoppedAfterTest } from "../conformance/test-charge.ts";

testMutants({
  kind: "a provider",
  mutants,
  topics: chargeChecks,
  run: (check, place) => check.run(stoppedAfterTest(place)),
  inTests: true,
});
