import type { CoordinatorOptions, SagaStore, Sagas } from "@quad/saga";
import type { Place } from "@quad/testkit";

/** Where the suite meets an adapter: a fresh place, without sagas, for every check. */
export interface SagaPlace extends Place {
  /** A store, not started yet. All stores of a place share its sagas: two are two processes. */
  open(): SagaStore<unknown>;
  /**
   * Runs `work` in a transaction of a caller's, which commits unless `work` throws. Left out
   * where sagas cannot begin in one.
   */
  transaction?(work: (transaction: unknown) => Promise<void>): Promise<void>;
  /** In place of `sagaCoordinator`. Only mutants have it. */
  readonly coordinate?: (options: CoordinatorOptions<unknown>) => Sagas<unknown>;
}
