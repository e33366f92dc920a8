import type { LockPlace } from "../lock-place.ts";

/** A way to break the promise, and the checks that must notice. */
export interface Mutant {
  readonly name: string;
  readonly caughtBy: readonly string[];
  /** A fresh place that holds such locks. */
  readonly place: () => LockPlace;
}
