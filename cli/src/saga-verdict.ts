import { type Saga, type StepState, sagaErrors, type Verdict } from "@quad/saga";
import { cliErrors } from "./cli-errors.ts";

/** What a person says of a step. */
export interface SagaWish {
  /** `undone` is said of what never happened, and of what has been undone. */
  readonly as: "done" | "undone";
  /** May be left out where one step alone waits. */
  readonly step?: string;
  /** JSON. */
  readonly result?: string;
  readonly note?: string;
}

interface Settlement {
  readonly step: string;
  readonly verdict: Verdict;
}

const NOTE_DEFAULT = "settled with ./quad sagas settle";
const UNKNOWN: readonly StepState["status"][] = ["under-way", "unknown"];
const OWED: readonly StepState["status"][] = ["owed", "compensating"];

/** Of a parked saga: what waits for a person. */
export function openSteps({ steps }: Saga): readonly StepState[] {
  return steps.filter((step) => UNKNOWN.includes(step.status) || OWED.includes(step.status));
}

/**
 * The same in the words of the port. Errors: SAGA_NOT_PARKED, SAGA_STEP_UNNAMED,
 * SAGA_STEP_NOT_WAITING, SAGA_VERDICT_UNFIT, SAGA_RESULT_INVALID.
 */
export function verdictOf(saga: Saga, wish: SagaWish): Settlement {
  const { as, note = NOTE_DEFAULT } = wish;
  if (saga.status !== "parked") throw sagaErrors.SAGA_NOT_PARKED({ id: saga.id });
  const { name: step, status } = stepOf(saga, wish.step);
  if (OWED.includes(status)) {
    if (as === "done") throw cliErrors.SAGA_VERDICT_UNFIT({ id: saga.id, step });
    return { step, verdict: { outcome: "compensated", note } };
  }
  if (as === "undone") return { step, verdict: { outcome: "never", note } };
  return { step, verdict: { outcome: "done", result: parse(wish.result ?? "null"), note } };
}

function stepOf(saga: Saga, name: string | undefined): StepState {
  const { id } = saga;
  const waiting = openSteps(saga);
  const open = waiting.map((step) => step.name).join(", ") || "none";
  if (name === undefined && waiting.length > 1) throw cliErrors.SAGA_STEP_UNNAMED({ id, open });
  const found = waiting.find((step) => step.name === (name ?? step.name));
  if (!found) throw cliErrors.SAGA_STEP_NOT_WAITING({ id, step: name ?? "None", open });
  return found;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw cliErrors.SAGA_RESULT_INVALID({ reason: String(error) }, error);
  }
}
