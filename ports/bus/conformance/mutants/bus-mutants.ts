import { deadLetterMutants } from "./dead-letter-mutants.ts";
import { deliveryMutants } from "./delivery-mutants.ts";
import { faultMutants } from "./fault-mutants.ts";
import { lifecycleMutants } from "./lifecycle-mutants.ts";
import { listenerMutants } from "./listener-mutants.ts";
import { loadMutants } from "./load-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { publishMutants } from "./publish-mutants.ts";
import { replayMutants } from "./replay-mutants.ts";

/** Wrong buses. Every check of the suite catches at least one. */
export const busMutants: readonly Mutant[] = [
  ...publishMutants,
  ...deliveryMutants,
  ...deadLetterMutants,
  ...replayMutants,
  ...listenerMutants,
  ...loadMutants,
  ...lifecycleMutants,
  ...faultMutants,
];
