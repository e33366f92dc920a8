import { engineMutants } from "./engine-mutants.ts";
import { holderMutants } from "./holder-mutants.ts";
import { lifecycleMutants } from "./lifecycle-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { tokenMutants } from "./token-mutants.ts";
import { waitingMutants } from "./waiting-mutants.ts";

/** Wrong locks. Every check of the suite catches at least one. */
export const lockMutants: readonly Mutant[] = [
  ...engineMutants,
  ...tokenMutants,
  ...waitingMutants,
  ...holderMutants,
  ...lifecycleMutants,
];
