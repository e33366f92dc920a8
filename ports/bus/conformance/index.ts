export { type BusCheck, runCheck } from "./bus-check.ts";
export { busChecks } from "./bus-checks.ts";
export { type BusPlace, PATIENCE_MS } from "./bus-place.ts";
export { promiseMatrix } from "./promise-matrix.ts";
export { testBus } from "./test-bus.ts";
