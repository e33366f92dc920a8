import { memorySagaStore } from "./memory-saga-store.ts";
import type { Sagas } from "./saga.ts";
import { type SagaOptions, sagaCoordinator } from "./saga-coordinator.ts";

/** The reference adapter. Its sagas outlive a stop, not the process. */
export function memorySagas(options: SagaOptions): Sagas {
  const { clock } = options;
  return sagaCoordinator({ ...options, store: memorySagaStore(clock ? { clock } : {}) });
}
