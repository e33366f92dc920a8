export type { Lifecycle, LifecycleState } from "./lifecycle.ts";
export { type Managed, managed, sequence } from "./managed.ts";
