import { mailerSuite } from "@quad/mailer/conformance";
import { testMutants } from "@quad/testkit";
import { mutants } from "../conformance/mutants.ts";

testMutants(mailerSuite, mutants);
