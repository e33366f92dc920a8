import { describeFailure } from "@quad/bus";
import type { Clock } from "@quad/clock";
import { isQuadError } from "@quad/errors";
import type { SagaSupports } from "./saga.ts";
import type { Resolution, SagaDefinition, SagaStep, StepCall } from "./saga-definition.ts";
import { sagaErrors } from "./saga-errors.ts";
import type { Call, SagaEvent } from "./saga-machine.ts";
import { actionKeyOf, compensationKeyOf } from "./saga-names.ts";
import type { SagaState } from "./saga-state.ts";
import type { StepEffect } from "./saga-store.ts";

/** Of one call of a step, where its definition says nothing else. */
export const TIMEOUT_MS_DEFAULT = 10_000;
/** Of a result, as JSON: it is stored with every move of its saga. */
const RESULT_LENGTH_MAX = 64 * 1024;
const LATE = Symbol("late");

/** What a call came to. */
export interface CallOutcome {
  readonly event: SagaEvent;
  /** To be done in the transaction that stores this. */
  readonly effect?: StepEffect;
  /** What it came to in case that the effect rejects with this. */
  readonly without: (thrown: unknown) => SagaEvent;
}

interface CallOptions {
  readonly supports: SagaSupports;
  readonly definition: SagaDefinition;
  readonly saga: { readonly id: string; readonly input: unknown };
  readonly state: SagaState;
  readonly call: Call;
  readonly clock: Clock;
}

/** Makes the call and says what it came to. Never rejects, and never takes longer than allowed. */
export async function performCall(options: CallOptions): Promise<CallOutcome> {
  const { definition, call, clock, supports } = options;
  const without = (thrown: unknown) => failureOf(call, thrown);
  let effect: StepEffect | undefined;
  const commitWith = (wanted: StepEffect) => {
    if (!supports.transactions) throw sagaErrors.SAGA_TRANSACTIONS_UNSUPPORTED();
    if (effect) throw new TypeError("commitWith is called at most once.");
    effect = wanted;
  };
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
    const invoked = invoke(step, options, { signal: caller.signal, commitWith });
    const outcome = await Promise.race([invoked, late]);
    if (outcome !== LATE)
      return { event: outcome as SagaEvent, without, ...(effect && { effect }) };
    const text = `no answer within ${timeoutMs} ms`;
    caller.abort(new Error(text));
    return { event: failed(call, text), without };
  } catch (thrown) {
    const event = failureOf(call, thrown);
    return { event, without, ...(effect && event.type === "refused" && { effect }) };
  } finally {
    timer.abort();
  }
}

async function invoke(
  step: SagaStep,
  { definition, saga, state, call }: CallOptions,
  hooks: Pick<StepCall, "signal" | "commitWith">,
): Promise<SagaEvent> {
  const actionKey = actionKeyOf(definition.name, step.name, saga.id);
  const given = {
    sagaId: saga.id,
    input: structuredClone(saga.input),
    results: structuredClone(resultsOf(state)),
    idempotencyKey: actionKey,
    attempt: call.attempt,
    ...hooks,
  };
  if (call.kind === "action") return { type: "done", result: asJson(await step.action?.(given)) };
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
