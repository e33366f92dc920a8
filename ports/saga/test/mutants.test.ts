import { sagaSuite } from "@quad/saga/conformance";
import { testMutants } from "@quad/testkit";
import { sagaMutants } from "../conformance/mutants/saga-mutants.ts";

testMutants(sagaSuite, sagaMutants);
