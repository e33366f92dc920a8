import type { Mutant as WrongAdapter } from "@quad/testkit";
import type { LockPlace } from "../lock-place.ts";

/** A way to break the promise of locks. */
export type Mutant = WrongAdapter<LockPlace>;
