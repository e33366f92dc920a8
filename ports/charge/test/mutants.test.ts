import { chargeSuite } from "@quad/charge/conformance";
import { testMutants } from "@quad/testkit";
import { mutants } from "../conformance/mutants.ts";

testMutants(chargeSuite, mutants);
