import { memorySagaStore } from "@quad/saga";
import type { SagaPlace } from "./saga-place.ts";

/** A memory that several coordinators share, as the mutants need it. */
export function memoryPlace(): SagaPlace {
  const store = memorySagaStore();
  // Its own start and stop do nothing: one may stop while the other runs.
  return { open: () => store };
}
