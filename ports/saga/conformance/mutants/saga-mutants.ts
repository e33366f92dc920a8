import { committingMutants } from "./committing-mutants.ts";
import { coordinatorMutants } from "./coordinator-mutants.ts";
import { keepingMutants } from "./keeping-mutants.ts";
import { machineMutants } from "./machine-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { stepMutants } from "./step-mutants.ts";
import { storeMutants } from "./store-mutants.ts";
import { waitingMutants } from "./waiting-mutants.ts";

export const sagaMutants: readonly Mutant[] = [
  ...machineMutants,
  ...storeMutants,
  ...committingMutants,
  ...stepMutants,
  ...coordinatorMutants,
  ...waitingMutants,
  ...keepingMutants,
];
