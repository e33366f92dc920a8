export type { LockPlace } from "./lock-place.ts";
export type { LockCheck, LockStage } from "./lock-stage.ts";
export { lockSuite } from "./lock-suite.ts";
