/**
 * - `running`: its steps are called, one after the other
 * - `compensating`: its done steps are compensated, in reverse
 * - `done`: all steps are done
 * - `compensated`: as if nothing had happened; `reason` says why
 * - `parked`: waits for a person
 */
export type SagaStatus = "running" | "compensating" | "done" | "compensated" | "parked";

/**
 * - `under-way`: to be called; what was called so far had no effect
 * - `unknown`: may have happened
 * - `done`
 * - `refused`: a definite no
 * - `failed`: the attempts are used up, and nothing happened
 * - `compensating`: is being undone, and may be already
 * - `compensated`
 * - `owed`: the attempts to undo it are used up
 */
export type StepStatus =
  | "under-way"
  | "unknown"
  | "done"
  | "refused"
  | "failed"
  | "compensating"
  | "compensated"
  | "owed";

/** What is known of a step that was begun. JSON. */
export interface StepState {
  readonly name: string;
  readonly status: StepStatus;
  /** Calls of the action, or of the compensation, that have failed in a row. */
  readonly failures: number;
  /** Calls of `resolve` that have failed in a row. */
  readonly asks: number;
  /** Coordinators that were lost at this step. */
  readonly losses: number;
  readonly result?: unknown;
  /** Of the last failure, or a person's note. */
  readonly note?: string;
}

/** All that decides how a saga goes on. JSON. */
export interface SagaState {
  readonly status: SagaStatus;
  readonly reason: string | null;
  readonly steps: readonly StepState[];
}

/** What a person knows. `note` says how, and becomes a part of the step's record. */
export type Verdict =
  /** The action happened, with this result. */
  | { readonly outcome: "done"; readonly result: unknown; readonly note: string }
  /** The action did not happen, and will not. */
  | { readonly outcome: "never"; readonly note: string }
  /** Nothing is left to compensate. */
  | { readonly outcome: "compensated"; readonly note: string };

/** It goes on by itself. */
export function isUnfinished({ status }: Pick<SagaState, "status">): boolean {
  return status === "running" || status === "compensating";
}

/** It has come to its end, and never changes again. */
export function isEnded({ status }: Pick<SagaState, "status">): boolean {
  return status === "done" || status === "compensated";
}

/** The state alone, of something that has more to it. */
export function stateOf({ status, reason, steps }: SagaState): SagaState {
  return { status, reason, steps };
}
