import { mailerChecks } from "@quad/mailer/conformance";
import { testMutants } from "@quad/testkit";
import { mutants } from "../conformance/mutants.ts";

testMutants({
  kind: "a mailer",
  mutants,
  topics: mailerChecks,
  run: (check, place) => check.run(place),
  inTests: true,
});
