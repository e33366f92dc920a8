import { describeFailure } from "@quad/bus";
import type { Clock } from "@quad/clock";
import { isQuadError } from "@quad/errors";
import type { Resolution, SagaDefinition, SagaStep } from "./saga-definition.ts";
import type { Call, SagaEvent } from "./saga-machine.ts";
import { actionKeyOf, compensationKeyOf } from "./saga-names.ts";
import type { SagaState } from "./saga-state.ts";

/** Of one call of a step, where its definition says nothing else. */
export const TIMEOUT_MS_DEFAULT = 10_000;
/** Of a result, as JSON: it is stored with every move of its saga. */
const RESULT_LENGTH_MAX = 64 * 1024;
const LATE = Symbol("late");

interface CallOptions {
  readonly definition: SagaDefinition;
  readonly saga: { readonly id: string; readonly input: unknown };
  readonly state: SagaState;
  readonly call: Call;
  readonly clock: Clock;
}

/** Makes the call and says what it came to. Never rejects, and never takes longer than allowed. */
export async function performCall(options: CallOptions): Promise<SagaEvent> {
  const { definition, call, clock } = options;
  const step = definition.steps[call.step];
  if (!step) throw new TypeError(`Saga ${definition.name} has no step ${call.step}.`);
  const { timeoutMs = TIMEOUT_MS_DEFAULT } = step;
  const caller = new AbortController();
  const timer = new AbortController();
  const late = clock.sleep(timeoutMs, timer.signal).then(
    () => LATE,
    () => LATE,
  );
  try {
    const outcome = await Promise.race([invoke(step, options, caller.signal), late]);
    if (outcome !== LATE) return outcome as SagaEvent;
    const text = `no answer within ${timeoutMs} ms`;
    caller.abort(new Error(text));
    return failed(call, text);
  } catch (thrown) {
    return failureOf(call, thrown);
  } finally {
    timer.abort();
  }
}

async function invoke(
  step: SagaStep,
  { definition, saga, state, call }: CallOptions,
  signal: AbortSignal,
): Promise<SagaEvent> {
  const actionKey = actionKeyOf(definition.name, step.name, saga.id);
  const given = {
    sagaId: saga.id,
    input: structuredClone(saga.input),
    results: structuredClone(resultsOf(state)),
    idempotencyKey: actionKey,
    attempt: call.attempt,
    signal,
  };
  if (call.kind === "action") return { type: "done", result: asJson(await step.action(given)) };
  if (call.kind === "resolve") return resolved(await step.resolve?.(given));
  const idempotencyKey = compensationKeyOf(definition.name, step.name, saga.id);
  const result = structuredClone(state.steps[call.step]?.result);
  await step.compensate?.({ ...given, idempotencyKey, actionKey, result });
  return { type: "compensated" };
}

function resolved(answer: Resolution | undefined): SagaEvent {
  if (answer?.outcome === "never") return { type: "never" };
  if (answer?.outcome === "done") return { type: "done", result: asJson(answer.result) };
  throw new TypeError("resolve() said neither done nor never.");
}

function resultsOf({ steps }: SagaState): Record<string, unknown> {
  return Object.fromEntries(
    steps.filter((step) => "result" in step).map(({ name, result }) => [name, result]),
  );
}

/** What a reader of the store would see, so that a crash makes no difference. */
function asJson(value: unknown): unknown {
  const text = JSON.stringify(value) ?? "null";
  if (text.length > RESULT_LENGTH_MAX) {
    throw new TypeError(`The result is longer than ${RESULT_LENGTH_MAX} characters of JSON.`);
  }
  return JSON.parse(text);
}

function failureOf(call: Call, thrown: unknown): SagaEvent {
  if (call.kind === "action" && isQuadError(thrown, "SAGA_STEP_REFUSED")) {
    return { type: "refused", reason: describeReason(thrown) };
  }
  if (call.kind === "action" && isQuadError(thrown, "SAGA_STEP_NOT_DONE")) {
    return { type: "not-done", reason: describeReason(thrown) };
  }
  return failed(call, describeFailure(thrown));
}

/** The reason alone, without the code that carried it. */
function describeReason({ message }: Error): string {
  return describeFailure({ name: "", message }).replace(/^: /, "");
}

function failed({ kind }: Call, reason: string): SagaEvent {
  if (kind === "action") return { type: "unknown", reason };
  if (kind === "resolve") return { type: "still-unknown", reason };
  return { type: "not-compensated", reason };
}
