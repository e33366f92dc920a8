export { type LockCheck, runCheck } from "./lock-check.ts";
export { lockChecks } from "./lock-checks.ts";
export { type LockPlace, PATIENCE_MS } from "./lock-place.ts";
export { testLocks } from "./test-locks.ts";
