import { defineErrors, type QuadError } from "@quad/errors";

export const sagaErrors = defineErrors({
  SAGAS_NOT_RUNNING: ["unavailable", "The coordinator of sagas is not running: start it first."],
  SAGAS_UNAVAILABLE: ["unavailable", "Sagas cannot be stored or read now: {reason}"],
  SAGA_ID_REUSED: ["conflict", "Saga {id} was begun with another name or input."],
  SAGA_INVALID: ["invalid", "The saga is not valid: {reason}"],
  SAGA_NOT_FOUND: ["not-found", "There is no saga {id}."],
  SAGA_NOT_PARKED: ["conflict", "Saga {id} is not parked: it needs no person now."],
  SAGA_TRANSACTIONS_UNSUPPORTED: [
    "unsupported",
    "These sagas are kept where there are no transactions.",
  ],
  SAGA_STEP_REFUSED: ["conflict", "{reason}"],
  SAGA_STEP_NOT_DONE: ["unavailable", "{reason}"],
});

/** To be thrown by an action: a definite no, see `SagaStep`. */
export function refusal(reason: string): QuadError {
  return sagaErrors.SAGA_STEP_REFUSED({ reason });
}

/** To be thrown by an action: nothing happened this time, see `SagaStep`. */
export function nothingDone(reason: string, cause?: unknown): QuadError {
  return sagaErrors.SAGA_STEP_NOT_DONE({ reason }, cause);
}
