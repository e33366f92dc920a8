import { lockSuite } from "@quad/lock/conformance";
import { testMutants } from "@quad/testkit";
import { lockMutants } from "../conformance/mutants/lock-mutants.ts";

testMutants(lockSuite, lockMutants);
