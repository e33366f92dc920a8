export { type CallsUnderWay, callsUnderWay } from "./calls-under-way.ts";
export type { Lifecycle, LifecycleState } from "./lifecycle.ts";
export { type Managed, managed, sequence } from "./managed.ts";
