import type { RetryPolicy } from "@quad/bus";

/**
 * The steps of a saga. Versions of one name live side by side: a saga ends with the version it
 * began with, so a definition that sagas under way were begun with is never edited, but followed
 * by the next version.
 */
export interface SagaDefinition<Input = unknown, Results = unknown> {
  readonly name: string;
  /** From 1. */
  readonly version: number;
  readonly steps: readonly SagaStep[];
  /**
   * The same saga with one more step. A chain, not a list, because each step sees the results of
   * the steps before it, by their names, and the compiler knows them.
   */
  step<const Name extends string, Result>(
    step: SagaStep<Name, Input, Results, Result>,
  ): SagaDefinition<Input, Results & { readonly [K in Name]: Result }>;
}

/**
 * One step. Input and results are JSON. How a call ends says what is known:
 *
 * - It returns: done. Returning nothing is a result, too: null.
 * - It throws `refusal(reason)`: a definite no. Nothing happened under this key, nor will it. The
 *   step is not tried again; the steps before it are compensated.
 * - It throws `nothingDone(reason)`: nothing happened this time. It is tried again; when the
 *   attempts are used up, the steps before it are compensated.
 * - It throws anything else, takes longer than `timeoutMs`, or its coordinator is lost: nobody
 *   knows. The outcome is resolved before anything else happens, by `resolve`, or, where there is
 *   none, by calling `action` again under the same key. When the attempts are used up the saga is
 *   parked for a person.
 */
export interface SagaStep<
  Name extends string = string,
  Input = unknown,
  Results = unknown,
  Result = unknown,
> {
  /** Unique in its saga: lower-case words with dashes. */
  readonly name: Name;
  /**
   * Idempotent by its key: calls with one key have one effect and one answer. Left out of the first
   * steps, where whoever begins the saga has done them: they are done from the beginning, and are
   * there for what compensates them.
   */
  action?(call: StepCall<Input, Results>): Promise<Result>;
  /**
   * Asks the participant what became of the action with this key. Throws while nobody knows.
   * Used by no service yet: it is here for the labs.
   */
  resolve?(call: StepCall<Input, Results>): Promise<Resolution<Result>>;
  /**
   * Undoes the action; idempotent by its own key. Called only when the action is known to be done.
   * A failure of any kind is tried again. When the attempts are used up, the compensation stays
   * owed: the steps before are compensated all the same, then the saga is parked.
   * Left out where there is nothing to undo.
   */
  compensate?(call: CompensationCall<Input, Results, Result>): Promise<unknown>;
  /** Of each call. Default 10 s. */
  readonly timeoutMs?: number;
  /** Counted anew for action, resolution and compensation. Default: see SAGA_RETRY_DEFAULT. */
  readonly retry?: RetryPolicy;
}

export interface StepCall<Input = unknown, Results = unknown> {
  readonly sagaId: string;
  readonly input: Input;
  /** Of the steps before this one. */
  readonly results: Results;
  /** The same at every call of this step's action, and at no other call of anything. */
  readonly idempotencyKey: string;
  /** From 1. */
  readonly attempt: number;
  /** Aborts at the timeout, after which the answer is of no interest. */
  readonly signal: AbortSignal;
  /**
   * To be called at most once, by an action or a compensation: what `effect` does in the
   * transaction it is given, that of a store with `supports.transactions`, is one commit with the
   * progress of the saga, when the call returns or refuses. It is dropped when the call ends
   * otherwise. After a commit whose outcome is unknown it runs again. Where it rejects, nothing of
   * it has happened, and the call counts as one that has thrown that.
   * Error: SAGA_TRANSACTIONS_UNSUPPORTED.
   */
  commitWith<Transaction>(effect: (transaction: Transaction) => Promise<unknown>): void;
}

export interface CompensationCall<Input = unknown, Results = unknown, Result = unknown>
  extends StepCall<Input, Results> {
  /** The compensation's own, not that of the action. */
  readonly idempotencyKey: string;
  /** The key the action was called with. */
  readonly actionKey: string;
  /** What the action returned. */
  readonly result: Result;
}

export type Resolution<Result = unknown> =
  | { readonly outcome: "done"; readonly result: Result }
  /** Final: a call that is still on its way will have no effect either. */
  | { readonly outcome: "never" };
