import type { Plan, SagaEvent, SagaMachine, SagaState, StepState } from "@quad/saga";
import { type Mutant, ruledBy } from "./mutant.ts";

/** Wrong rules. */
export const machineMutants: readonly Mutant[] = [
  {
    name: "compensates in the order of the calls",
    caughtBy: [
      "a refused step is not tried again; the steps before it are compensated in reverse",
      "goes on after a crash while it compensates, to the same end",
      "a compensation that fails is repeated with its key until it succeeds, before the next",
      "a person has what is owed tried again, in reverse",
    ],
    place: ruledBy(afterwards(firstFirst)),
  },
  {
    name: "marks a saga done before its last step",
    caughtBy: [
      "takes a saga through its steps in order; each sees the results before it",
      "is not done before its last step is",
      "what an action returns is stored as JSON; nothing is null",
      "30 sagas at once all end, also where only two are worked on at a time",
      "goes on after a crash before or after any of its writes, to the same end",
    ],
    place: ruledBy(
      afterwards((plan, _, state) =>
        state.status === "running" && plan.length > 1 && state.steps.length === plan.length
          ? { ...state, status: "done" }
          : state,
      ),
    ),
  },
  {
    name: "takes a call of which nobody knows for one that did nothing",
    caughtBy: [
      "nothing is compensated past a step of which nobody knows: a person is asked",
      "the participant is asked: what is done is not called again, and its result is used",
      "a step found done after its last attempt is done: the saga goes on",
      "a person has an unknown step tried again, with all attempts anew",
      "of two persons who say otherwise at the same time one is refused",
    ],
    place: ruledBy(told("unknown", (event) => ({ ...event, type: "not-done" }))),
  },
  {
    name: "takes a call of which nobody knows for a refusal",
    caughtBy: [
      "an error that says nothing is no refusal: the call is repeated, with its key",
      "a call that takes too long is aborted, and repeated with its key",
      "an answer after the timeout changes nothing",
      "the participant is asked: what never happened is tried again",
      "what never happened, and is tried no more, is not compensated; what was before is",
    ],
    place: ruledBy(told("unknown", (event) => ({ ...event, type: "refused" }))),
  },
  {
    name: "takes a call of which nobody knows for done",
    caughtBy: [
      "nothing is compensated past a step of which nobody knows: a person is asked",
      "the participant is asked: what never happened is tried again",
      "what never happened, and is tried no more, is not compensated; what was before is",
      "a person says that an unknown step is done: the saga goes on with that result",
      "a person says that an unknown step never happened: the steps before are compensated",
    ],
    place: ruledBy(told("unknown", () => ({ type: "done", result: null }))),
  },
  {
    name: "takes what never happened for done",
    caughtBy: [
      "the participant is asked: what never happened is tried again",
      "what never happened, and is tried no more, is not compensated; what was before is",
    ],
    place: ruledBy(told("never", () => ({ type: "done", result: null }))),
  },
  {
    name: "forgets its doubt when a later attempt did nothing",
    caughtBy: [
      "that an attempt did nothing says nothing of the one before it",
      "an interrupted step whose last attempt does nothing is not taken for undone",
    ],
    place: ruledBy((rules) => ({
      evolve: (plan, state, event) =>
        rules.evolve(plan, event.type === "not-done" ? undoubted(state) : state, event),
    })),
  },
  {
    name: "takes an interrupted step for one that was never called",
    caughtBy: [
      "a step that was interrupted may have happened: the participant is asked first",
      "an interrupted step whose last attempt does nothing is not taken for undone",
      "a saga that has lost 5 coordinators at one step waits for a person",
    ],
    place: ruledBy((rules) => ({
      evolve: (plan, state, event) =>
        event.type === "lost" ? state : rules.evolve(plan, state, event),
    })),
  },
  {
    name: "tries a refused step again",
    caughtBy: ["a refused step is not tried again; the steps before it are compensated in reverse"],
    place: ruledBy(told("refused", (event) => ({ ...event, type: "not-done" }))),
  },
  {
    name: "compensates the step that was refused, or that never happened",
    caughtBy: [
      "a refused step is not tried again; the steps before it are compensated in reverse",
      "a refused first step leaves nothing to compensate",
      "when the attempts are used up and nothing happened, the steps before are compensated",
      "what never happened, and is tried no more, is not compensated; what was before is",
    ],
    place: ruledBy(afterwards(alsoTheLast)),
  },
  {
    name: "compensates only the last step",
    caughtBy: [
      "a refused step is not tried again; the steps before it are compensated in reverse",
      "undoes its own and nobody else's: a twin on the same way is left in peace",
    ],
    place: ruledBy(
      afterwards((_, before, state) =>
        before.status === "compensating" ? { ...state, status: "compensated" } : state,
      ),
    ),
  },
  {
    name: "stops at a compensation that never succeeds",
    caughtBy: [
      "a compensation that never succeeds stays owed; those before it are made, then it parks",
    ],
    place: ruledBy(
      afterwards((_, __, state) =>
        state.steps.some(({ status }) => status === "owed")
          ? { ...state, status: "parked" }
          : state,
      ),
    ),
  },
  {
    name: "takes a compensation that failed for made",
    caughtBy: [
      "a compensation that fails is repeated with its key until it succeeds, before the next",
      "a compensation that never succeeds stays owed; those before it are made, then it parks",
      "a person says that what was owed is compensated; the saga ends with the last of it",
      "counts what has not ended",
    ],
    place: ruledBy(told("not-compensated", () => ({ type: "compensated" }))),
  },
  {
    name: "never uses up its attempts",
    caughtBy: [
      "when the attempts are used up and nothing happened, the steps before are compensated",
      "a compensation that never succeeds stays owed; those before it are made, then it parks",
    ],
    place: ruledBy((rules) => ({
      evolve: (plan, state, event) => rules.evolve(patient(plan), state, event),
    })),
  },
  {
    name: "gives up at the first failure",
    caughtBy: [
      "what was not done is tried again",
      "waits twice as long each time, up to the longest delay, and makes no attempt before",
      "waits before it tries again, by chance between half the delay and all of it",
    ],
    place: ruledBy((rules) => ({
      evolve: (plan, state, event) =>
        rules.evolve(
          plan.map((step) => ({ ...step, attemptsMax: 1 })),
          state,
          event,
        ),
    })),
  },
  {
    name: "compensates what has no compensation",
    caughtBy: ["a step without a compensation is passed over"],
    place: ruledBy((rules) => ({
      evolve: (plan, state, event) =>
        rules.evolve(
          plan.map((step) => ({ ...step, compensable: true })),
          state,
          event,
        ),
    })),
  },
  {
    name: "goes on with a definition that was edited",
    caughtBy: ["a version whose steps were edited meanwhile is for a person, not for guessing"],
    place: ruledBy((rules) => ({
      evolve: (plan, state, event) =>
        event.type === "mismatch" ? state : rules.evolve(plan, state, event),
    })),
  },
  {
    name: "tries again for a person with the attempts that are left",
    caughtBy: ["a person has an unknown step tried again, with all attempts anew"],
    place: ruledBy((rules) => ({
      evolve(plan, state, event) {
        const after = rules.evolve(plan, state, event);
        if (event.type !== "retried") return after;
        const steps = after.steps.map((step, index) => ({
          ...step,
          failures: state.steps[index]?.failures ?? 0,
        }));
        return { ...after, steps };
      },
    })),
  },
  {
    name: "takes whatever a person says for a wish to try again",
    caughtBy: [
      "a person says that an unknown step is done: the saga goes on with that result",
      "a person says that an unknown step never happened: the steps before are compensated",
    ],
    place: ruledBy((rules) => ({
      evolve: (plan, state, event) =>
        event.type === "retried" || event.type === "settled"
          ? { ...state, status: "running" }
          : rules.evolve(plan, state, event),
    })),
  },
];

type Rules = (rules: SagaMachine) => Partial<SagaMachine>;

/** Hears something else than what happened. */
function told<Type extends SagaEvent["type"]>(
  type: Type,
  instead: (event: Extract<SagaEvent, { type: Type }>) => SagaEvent,
): Rules {
  return (rules) => ({
    evolve: (plan, state, event) =>
      rules.evolve(
        plan,
        state,
        event.type === type ? instead(event as Extract<SagaEvent, { type: Type }>) : event,
      ),
  });
}

function afterwards(change: (plan: Plan, before: SagaState, after: SagaState) => SagaState): Rules {
  return (rules) => ({
    evolve: (plan, state, event) => change(plan, state, rules.evolve(plan, state, event)),
  });
}

function firstFirst(plan: Plan, before: SagaState, after: SagaState): SagaState {
  const last = after.steps.findLastIndex(({ status }) => status === "compensating");
  const isFresh = after.status === "compensating" && before.steps[last]?.status !== "compensating";
  const first = after.steps.findIndex(
    ({ status }, index) => status === "done" && plan[index]?.compensable,
  );
  if (!isFresh || first < 0) return after;
  const swapped = withStatus(after.steps, last, "done");
  return { ...after, steps: withStatus(swapped, first, "compensating") };
}

function alsoTheLast(_: Plan, before: SagaState, after: SagaState): SagaState {
  if (before.status !== "running" || after.status === "running") return after;
  const isTurn = after.status === "compensating" || after.status === "compensated";
  if (!isTurn) return after;
  const steps = withStatus(after.steps, after.steps.length - 1, "compensating");
  return { ...after, status: "compensating", steps: onlyLast(steps) };
}

/** The one before it waits for its turn. */
function onlyLast(steps: readonly StepState[]): StepState[] {
  return steps.map((step, index) =>
    step.status === "compensating" && index < steps.length - 1 ? { ...step, status: "done" } : step,
  );
}

function withStatus(
  steps: readonly StepState[],
  at: number,
  status: StepState["status"],
): StepState[] {
  return steps.map((step, index) => (index === at ? { ...step, status } : step));
}

function undoubted(state: SagaState): SagaState {
  return { ...state, steps: withStatus(state.steps, state.steps.length - 1, "under-way") };
}

function patient(plan: Plan): Plan {
  return plan.map((step) => ({ ...step, attemptsMax: Number.POSITIVE_INFINITY }));
}
