import type { CoordinatorOptions, SagaStore, SagaSupports, Sagas } from "@quad/saga";
import type { Stage } from "./stage.ts";

/** Where the suite meets an adapter: a fresh place, without sagas, for every check. */
export interface SagaPlace {
  /** A store, not started yet. All stores of a place share its sagas: two are two processes. */
  store(): SagaStore<unknown>;
  /**
   * Runs `work` in a transaction of a caller's, which commits unless `work` throws. Left out
   * where sagas cannot begin in one.
   */
  transaction?(work: (transaction: unknown) => Promise<void>): Promise<void>;
  /** In place of `sagaCoordinator`. Only mutants have it. */
  readonly coordinate?: (options: CoordinatorOptions<unknown>) => Sagas<unknown>;
}

/** One sentence of the contract and how to see whether it is kept; throws when it is not. */
export interface SagaCheck {
  readonly name: string;
  /** Runs only where the adapter supports it. */
  readonly needs?: keyof SagaSupports;
  readonly run: (stage: Stage) => Promise<void>;
}
