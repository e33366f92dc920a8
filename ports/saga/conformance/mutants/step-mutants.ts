import type { CompensationCall, SagaStep } from "@quad/saga";
import { type Mutant, steppedBy } from "./mutant.ts";

/** Longer than the patience of a check. */
const LONG_MS = 4_000;

/** Wrong ways to call the steps. */
export const stepMutants: readonly Mutant[] = [
  {
    name: "uses one key for an action and its compensation",
    caughtBy: ["a key is the same at every attempt, and shared by no other call of any saga"],
    place: steppedBy((step) =>
      undoing(step, (call) => ({ ...call, idempotencyKey: call.actionKey })),
    ),
  },
  {
    name: "uses a fresh key for every attempt",
    caughtBy: [
      "a key is the same at every attempt, and shared by no other call of any saga",
      "an error that says nothing is no refusal: the call is repeated, with its key",
    ],
    place: steppedBy((step) => ({
      ...step,
      action: async (call) =>
        step.action?.({ ...call, idempotencyKey: `${call.idempotencyKey}-${call.attempt}` }),
    })),
  },
  {
    name: "uses one key for all sagas",
    caughtBy: [
      "a key is the same at every attempt, and shared by no other call of any saga",
      "undoes its own and nobody else's: a twin on the same way is left in peace",
    ],
    place: steppedBy((step) =>
      undoing(
        { ...step, action: async (call) => step.action?.({ ...call, idempotencyKey: step.name }) },
        (call) => ({ ...call, actionKey: step.name }),
      ),
    ),
  },
  {
    name: "tells a compensation nothing of its action",
    caughtBy: ["a compensation is given the result and the key of its action"],
    place: steppedBy((step) => undoing(step, (call) => ({ ...call, result: undefined }))),
  },
  {
    name: "waits longer than it was told to",
    caughtBy: [
      "a call that takes too long is aborted, and repeated with its key",
      "an answer after the timeout changes nothing",
    ],
    place: steppedBy((step) => ({ ...step, timeoutMs: LONG_MS })),
  },
  {
    name: "does not ask the participant",
    caughtBy: [
      "the participant is asked: what is done is not called again, and its result is used",
      "the participant is asked: what never happened is tried again",
      "a step that was interrupted may have happened: the participant is asked first",
    ],
    place: steppedBy(({ resolve, ...step }) => step),
  },
  {
    name: "hands on what an action returned, and not what was stored",
    caughtBy: ["what an action returns is stored as JSON; nothing is null"],
    place: steppedBy((step) => ({
      ...step,
      action: async (call) => (await step.action?.(call)) ?? "nothing",
    })),
  },
];

function undoing(step: SagaStep, change: (call: CompensationCall) => CompensationCall): SagaStep {
  const { compensate } = step;
  return compensate ? { ...step, compensate: (call) => compensate(change(call)) } : step;
}
