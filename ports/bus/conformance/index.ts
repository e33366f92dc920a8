export { busChecks } from "./bus-checks.ts";
export { type BusPlace, PATIENCE_MS } from "./bus-place.ts";
export { type Check, type Need, unmetNeeds } from "./check.ts";
export { busMutants, type Mutant } from "./mutants.ts";
export { promiseMatrix } from "./promise-matrix.ts";
export { testBus } from "./test-bus.ts";
