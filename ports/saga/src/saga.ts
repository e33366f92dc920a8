import type { Lifecycle } from "@quad/lifecycle";
import type { SagaDefinition } from "./saga-definition.ts";
import type { SagaStatus, StepState, Verdict } from "./saga-state.ts";

/**
 * A durable coordinator. It takes each saga through the steps of its definition, one after the
 * other, and when a step cannot be done it compensates those that were, in reverse. What a step
 * came to is stored before the next one begins, so a crash at any instant loses no saga: at worst
 * one call is made again, under the same idempotency key.
 *
 * Several coordinators share the work. One at a time works on a saga; one that was paused, and
 * whose saga has passed to another, changes nothing any more.
 *
 * Every method may fail with SAGAS_NOT_RUNNING, and with SAGAS_UNAVAILABLE when the store is away.
 */
export interface Sagas<Transaction = never> extends Lifecycle {
  readonly supports: SagaSupports;
  /**
   * Begins a saga of this id, once: the same call again answers `known` and changes nothing, also
   * when the saga has ended or was begun with another version of its definition. After
   * SAGAS_UNAVAILABLE the saga may have begun: call again. A saga that has ended is deleted after
   * `keptMs`; its id is then a new one, and begins another saga.
   * Errors: SAGA_ID_REUSED (other name or input), SAGA_INVALID.
   */
  begin<Input>(saga: SagaDefinition<Input>, id: string, input: Input): Promise<Begun>;
  /**
   * As a part of the caller's transaction: the saga begins if and only if that commits.
   * Error: SAGA_TRANSACTIONS_UNSUPPORTED.
   */
  within(transaction: Transaction): Pick<Sagas<Transaction>, "begin">;
  /** What is known of a saga, step by step; undefined when none has this id. */
  get(id: string): Promise<Saga | undefined>;
  /**
   * Resolves with the saga once it has come to rest, whoever brings it there: done, compensated or
   * parked. At once when it has. A store that is away meanwhile costs time alone; a stop ends the
   * wait. Errors: SAGA_NOT_FOUND, and what the signal aborts with.
   * Used by no service yet: it is here for the labs.
   */
  wait(id: string, options?: WaitOptions): Promise<Saga>;
  /** A page of sagas by id; `cursor` is the one that the page before ended with. */
  list(filter?: SagaFilter): Promise<SagaPage>;
  /** Of the sagas that have not ended. */
  counts(): Promise<SagaCounts>;
  /**
   * A person asks for another try of what a saga is parked at, with all attempts anew.
   * Errors: SAGA_NOT_FOUND, SAGA_NOT_PARKED.
   */
  retry(id: string): Promise<void>;
  /**
   * A person states what became of a step that a saga is parked at, and the saga goes on from
   * there. Errors: SAGA_NOT_FOUND, SAGA_NOT_PARKED, SAGA_INVALID (it is not parked at this step,
   * or the verdict does not fit).
   */
  settle(id: string, step: string, verdict: Verdict): Promise<void>;
}

export interface SagaSupports {
  /** Sagas outlive the process. */
  readonly durable: boolean;
  /** `within` begins sagas in the caller's transaction. */
  readonly transactions: boolean;
}

export interface WaitOptions {
  readonly signal?: AbortSignal;
}

export type Begun = "begun" | "known";

export interface Saga {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly status: SagaStatus;
  /** Why it compensates, or is parked; null while nothing speaks against it. */
  readonly reason: string | null;
  readonly input: unknown;
  /** Those that were begun, in order. */
  readonly steps: readonly StepState[];
  readonly begunAt: Date;
  readonly updatedAt: Date;
  /** When it goes on, unless it is being worked on or has come to rest. */
  readonly dueAt: Date | null;
}

export interface SagaFilter {
  readonly status?: SagaStatus;
  readonly cursor?: string;
  /** From 1 to 100. Default 50. */
  readonly limit?: number;
}

export interface SagaPage {
  readonly sagas: readonly Saga[];
  /** Absent on the last page. */
  readonly cursor?: string;
}

export interface SagaCounts {
  readonly running: number;
  readonly compensating: number;
  readonly parked: number;
  /**
   * Running or compensating, but of a version that this coordinator does not know. They wait for a
   * coordinator that does. Counted among `running` and `compensating` too.
   */
  readonly stranded: number;
}
