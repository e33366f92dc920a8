import { describeFailure } from "@quad/bus";
import { sagaErrors } from "./saga-errors.ts";
import { settleable } from "./saga-machine.ts";
import type { SagaState, Verdict } from "./saga-state.ts";

/** The verdict as it is stored. Error: SAGA_INVALID. */
export function checkVerdict(state: SagaState, step: string, verdict: Verdict): Verdict {
  if (settleable(state, step, verdict.outcome) === undefined) {
    const reason = `step ${step} is not parked so that a person could say: ${verdict.outcome}`;
    throw sagaErrors.SAGA_INVALID({ reason });
  }
  const note = describeFailure({ name: "settled", message: verdict.note });
  return verdict.outcome === "done"
    ? { outcome: "done", result: jsonOf(verdict.result), note }
    : { outcome: verdict.outcome, note };
}

function jsonOf(result: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(result) ?? "null");
  } catch (error) {
    throw sagaErrors.SAGA_INVALID({ reason: "the result must be JSON" }, error);
  }
}
