export type { BusPlace } from "./bus-place.ts";
export type { BusCheck, BusStage } from "./bus-stage.ts";
export { busSuite } from "./bus-suite.ts";
