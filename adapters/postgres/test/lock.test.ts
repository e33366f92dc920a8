import { testLocks } from "@quad/lock/conformance";
import { postgresLockPlace } from "./lock-place.ts";

testLocks("the Postgres locks", postgresLockPlace);
