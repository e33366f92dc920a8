import { busSuite } from "@quad/bus/conformance";
import { testMutants } from "@quad/testkit";
import { busMutants } from "../conformance/mutants/bus-mutants.ts";

testMutants(busSuite, busMutants);
