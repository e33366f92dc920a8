import { claimMutants } from "./claim-mutants.ts";
import { historyMutants } from "./history-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { streamMutants } from "./stream-mutants.ts";
import { subscriptionMutants } from "./subscription-mutants.ts";

/** Wrong stores. What needs transactions is tried on Postgres: see `adapters/postgres/test`. */
export const eventStoreMutants: readonly Mutant[] = [
  ...claimMutants,
  ...streamMutants,
  ...historyMutants,
  ...subscriptionMutants,
];
