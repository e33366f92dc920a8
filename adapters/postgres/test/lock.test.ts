import { lockSuite } from "@quad/lock/conformance";
import { testAdapter } from "@quad/testkit";
import { postgresLockPlace } from "./lock-place.ts";

testAdapter(lockSuite, "postgres", postgresLockPlace);
