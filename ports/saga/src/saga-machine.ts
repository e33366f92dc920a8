import type { SagaState, StepState, Verdict } from "./saga-state.ts";

/** What the machine has to know of a step's definition. */
export interface PlannedStep {
  readonly name: string;
  /** By whoever begins the saga; only first steps are. */
  readonly doneBefore?: boolean;
  readonly attemptsMax: number;
  readonly resolvable: boolean;
  readonly compensable: boolean;
}
export type Plan = readonly PlannedStep[];

/** What is to be called next. `step` is an index, `attempt` counts from 1. */
export interface Call {
  readonly kind: "action" | "resolve" | "compensate";
  readonly step: number;
  readonly attempt: number;
}

/** What a call came to, or what happened in its place. */
export type SagaEvent =
  /** The action happened: it returned, or the participant says so. */
  | { readonly type: "done"; readonly result: unknown }
  | { readonly type: "refused"; readonly reason: string }
  | { readonly type: "not-done"; readonly reason: string }
  | { readonly type: "unknown"; readonly reason: string }
  /** The participant says that the action never happened. */
  | { readonly type: "never" }
  /** The participant did not say. */
  | { readonly type: "still-unknown"; readonly reason: string }
  | { readonly type: "compensated" }
  | { readonly type: "not-compensated"; readonly reason: string }
  /** The coordinator was lost, perhaps in the middle of a call. */
  | { readonly type: "lost" }
  /** The definition under this version has other steps than the saga began with. */
  | { readonly type: "mismatch" }
  | { readonly type: "retried" }
  | { readonly type: "settled"; readonly step: string; readonly verdict: Verdict };

/** The rules of one saga: pure, and the same in every adapter. */
export interface SagaMachine {
  /** Before the first call. */
  begunState(plan: Plan): SagaState;
  /** The call to make in this state; undefined when the saga has come to rest. */
  nextCall(plan: Plan, state: SagaState): Call | undefined;
  /** The state after the event. An event that does not fit the state is a TypeError. */
  evolve(plan: Plan, state: SagaState, event: SagaEvent): SagaState;
}

/** A call that takes its coordinator with it as often as this is for a person to look at. */
export const LOSSES_MAX = 5;

const FRESH = { failures: 0, asks: 0, losses: 0 } as const;

export const sagaMachine: SagaMachine = { begunState, nextCall, evolve };

function begunState(plan: Plan): SagaState {
  const before = plan.filter(({ doneBefore }) => doneBefore);
  const done = before.map(
    ({ name }): StepState => ({ name, status: "done", ...FRESH, result: null }),
  );
  return { status: "running", reason: null, steps: [...done, freshStep(plan, done.length)] };
}

function nextCall(plan: Plan, { status, steps }: SagaState): Call | undefined {
  if (status === "running") {
    const step = steps.length - 1;
    const { failures = 0, asks = 0, status: at } = steps[step] ?? {};
    return at === "unknown" && plan[step]?.resolvable
      ? { kind: "resolve", step, attempt: asks + 1 }
      : { kind: "action", step, attempt: failures + 1 };
  }
  if (status !== "compensating") return undefined;
  const step = steps.findLastIndex((one) => one.status === "compensating");
  return { kind: "compensate", step, attempt: (steps[step]?.failures ?? 0) + 1 };
}

function evolve(plan: Plan, state: SagaState, event: SagaEvent): SagaState {
  if (event.type === "mismatch") return parked(state, state.reason ?? MISMATCH);
  if (event.type === "retried") return onRetried(plan, state);
  if (event.type === "settled") return onSettled(plan, state, event);
  if (state.status === "running") return onForward(plan, state, event);
  if (state.status === "compensating") return onBackward(plan, state, event);
  throw new TypeError(`A saga that is ${state.status} cannot go on: ${event.type}`);
}

function onForward(plan: Plan, state: SagaState, event: SagaEvent): SagaState {
  const at = state.steps.length - 1;
  const step = stepAt(state, at);
  const { attemptsMax = 1, resolvable = false } = plan[at] ?? {};
  const failures = step.failures + 1;
  switch (event.type) {
    case "done":
      return onDone(plan, change(state, at, { status: "done", result: event.result, ...FRESH }));
    case "refused":
      return turnBack(plan, change(state, at, noted("refused", event.reason)), event.reason);
    case "not-done":
      return onNotDone(plan, state, event.reason);
    case "unknown": {
      const news = { ...noted("unknown", event.reason), failures, asks: 0 };
      const tried = change(state, at, news);
      // Without `resolve` the call itself is the question.
      return resolvable || failures < attemptsMax ? tried : stuckAt(tried, event.reason);
    }
    case "never": {
      if (step.failures < attemptsMax) return change(state, at, { status: "under-way", asks: 0 });
      return turnBack(plan, change(state, at, { status: "failed" }), step.note ?? "");
    }
    case "still-unknown": {
      const asks = step.asks + 1;
      const asked = change(state, at, { asks, note: event.reason });
      return asks < attemptsMax ? asked : stuckAt(asked, event.reason);
    }
    case "lost": {
      const lost = change(state, at, { status: "unknown", losses: step.losses + 1 });
      return step.losses + 1 < LOSSES_MAX ? lost : stuckAt(lost, LOST);
    }
    default:
      throw new TypeError(`A running saga cannot be told: ${event.type}`);
  }
}

function onNotDone(plan: Plan, state: SagaState, reason: string): SagaState {
  const at = state.steps.length - 1;
  const { status, failures } = stepAt(state, at);
  const tried = change(state, at, { failures: failures + 1, note: reason });
  if (failures + 1 < (plan[at]?.attemptsMax ?? 1)) return tried;
  // An attempt before this one may have happened.
  if (status === "unknown") return stuckAt(tried, reason);
  return turnBack(plan, change(tried, at, { status: "failed" }), reason);
}

function onBackward(plan: Plan, state: SagaState, event: SagaEvent): SagaState {
  const at = state.steps.findLastIndex(({ status }) => status === "compensating");
  const step = stepAt(state, at);
  const owed = (note: string) => goBack(plan, change(state, at, noted("owed", note)));
  switch (event.type) {
    case "compensated":
      return goBack(plan, change(state, at, { status: "compensated", ...FRESH }));
    case "not-compensated": {
      const failures = step.failures + 1;
      if (failures >= (plan[at]?.attemptsMax ?? 1)) return owed(event.reason);
      return change(state, at, { failures, note: event.reason });
    }
    case "lost":
      if (step.losses + 1 >= LOSSES_MAX) return owed(LOST);
      return change(state, at, { losses: step.losses + 1 });
    default:
      throw new TypeError(`A compensating saga cannot be told: ${event.type}`);
  }
}

function onDone(plan: Plan, state: SagaState): SagaState {
  if (state.steps.length === plan.length) return { ...state, status: "done", reason: null };
  const steps = [...state.steps, freshStep(plan, state.steps.length)];
  return { status: "running", reason: null, steps };
}

function turnBack(plan: Plan, state: SagaState, reason: string): SagaState {
  return goBack(plan, { ...state, reason });
}

/**
 * To the next compensation, from the end. One that stays owed does not hold up those before it:
 * stock is released even while a refund fails.
 */
function goBack(plan: Plan, state: SagaState): SagaState {
  const next = state.steps.findLastIndex(
    ({ status }, index) => status === "done" && plan[index]?.compensable,
  );
  if (next >= 0) {
    const going = change(state, next, { status: "compensating", ...FRESH });
    return { ...going, status: "compensating" };
  }
  const isOwed = state.steps.some(({ status }) => status === "owed");
  return { ...state, status: isOwed ? "parked" : "compensated" };
}

function onRetried(plan: Plan, state: SagaState): SagaState {
  if (state.status !== "parked") throw new TypeError("Only a parked saga is retried.");
  const isForward = state.steps.every((step) => !isBackward(step));
  if (isForward) {
    const running: SagaState = { ...state, status: "running", reason: null };
    return change(running, state.steps.length - 1, FRESH);
  }
  const steps = state.steps.map(
    (step): StepState => (isUnsettled(step) ? { ...step, status: "done" } : step),
  );
  return goBack(plan, { ...state, steps });
}

function onSettled(
  plan: Plan,
  state: SagaState,
  { step: name, verdict }: Extract<SagaEvent, { type: "settled" }>,
): SagaState {
  const at = settleable(state, name, verdict.outcome);
  if (at === undefined) throw new TypeError(`Step ${name} cannot be settled now.`);
  const { note } = verdict;
  switch (verdict.outcome) {
    case "done":
      return onDone(
        plan,
        change(state, at, { ...noted("done", note), result: verdict.result, ...FRESH }),
      );
    case "never":
      return turnBack(plan, change(state, at, noted("failed", note)), note);
    case "compensated":
      return goBack(plan, change(state, at, noted("compensated", note)));
    default:
      return verdict satisfies never;
  }
}

/** The index of a step that a person may state this of; undefined when that does not fit. */
export function settleable(
  { status, steps }: SagaState,
  name: string,
  outcome: Verdict["outcome"],
): number | undefined {
  const at = steps.findIndex((one) => one.name === name);
  const step = steps[at];
  if (status !== "parked" || !step) return undefined;
  const isForward = step.status === "under-way" || step.status === "unknown";
  return (outcome === "compensated" ? isUnsettled(step) : isForward) ? at : undefined;
}

const MISMATCH = "the definition has other steps than the saga began with";
const LOST = "the coordinator was lost at this step again and again";

const isUnsettled = ({ status }: StepState) => status === "owed" || status === "compensating";

const isBackward = ({ status }: StepState) => status !== "done" && !isOpen(status);

const isOpen = (status: StepState["status"]) => status === "under-way" || status === "unknown";

function stuckAt(state: SagaState, why: string): SagaState {
  const { name } = stepAt(state, state.steps.length - 1);
  return parked(state, `what became of ${name} is not known: ${why}`);
}

function parked(state: SagaState, reason: string): SagaState {
  return { ...state, status: "parked", reason };
}

function noted(status: StepState["status"], note: string): Partial<StepState> {
  return { status, note };
}

function freshStep(plan: Plan, index: number): StepState {
  const planned = plan[index];
  if (!planned) throw new TypeError(`There is no step ${index}.`);
  return { name: planned.name, status: "under-way", ...FRESH };
}

function stepAt(state: SagaState, at: number): StepState {
  const step = state.steps[at];
  if (!step) throw new TypeError(`The saga has no step ${at}.`);
  return step;
}

function change(state: SagaState, at: number, news: Partial<StepState>): SagaState {
  return { ...state, steps: state.steps.with(at, { ...stepAt(state, at), ...news }) };
}
