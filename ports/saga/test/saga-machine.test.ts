import { type Plan, type SagaEvent, type SagaState, sagaMachine } from "@quad/saga";
import { describe, expect, test } from "vitest";

const { begunState, nextCall, evolve } = sagaMachine;

/** Three steps: the first cannot be asked about, the last has nothing to undo. */
const PLAN: Plan = [
  { name: "stock", attemptsMax: 2, resolvable: false, compensable: true },
  { name: "pay", attemptsMax: 2, resolvable: true, compensable: true },
  { name: "mail", attemptsMax: 2, resolvable: false, compensable: false },
];
const done: SagaEvent = { type: "done", result: 1 };
const refused: SagaEvent = { type: "refused", reason: "no" };
const notDone: SagaEvent = { type: "not-done", reason: "away" };
const unknown: SagaEvent = { type: "unknown", reason: "silence" };
const never: SagaEvent = { type: "never" };
const stillUnknown: SagaEvent = { type: "still-unknown", reason: "silence" };
const compensated: SagaEvent = { type: "compensated" };
const notCompensated: SagaEvent = { type: "not-compensated", reason: "stuck" };
const lost: SagaEvent = { type: "lost" };

function given(...events: readonly SagaEvent[]): SagaState {
  return events.reduce((state, event) => evolve(PLAN, state, event), begunState(PLAN));
}

/** Such as `running: stock done, pay unknown → resolve pay 1`. */
function seen(state: SagaState): string {
  const steps = state.steps.map(({ name, status }) => `${name} ${status}`).join(", ");
  const call = nextCall(PLAN, state);
  const next = call ? ` → ${call.kind} ${PLAN[call.step]?.name} ${call.attempt}` : "";
  return `${state.status}: ${steps}${next}`;
}

test("a step that was done by whoever began the saga is there to be compensated", () => {
  const plan = PLAN.map((step) => ({ ...step, doneBefore: step.name === "stock" }));
  const begun = begunState(plan);
  expect(begun.steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
    "stock done",
    "pay under-way",
  ]);
  expect(nextCall(plan, evolve(plan, begun, refused))).toMatchObject({
    kind: "compensate",
    step: 0,
  });
});

describe("the rules of a saga", () => {
  test.each<[events: SagaEvent[], expected: string]>([
    [[], "running: stock under-way → action stock 1"],
    [[done], "running: stock done, pay under-way → action pay 1"],
    [[done, done, done], "done: stock done, pay done, mail done"],
    [[notDone], "running: stock under-way → action stock 2"],
    [[notDone, notDone], "compensated: stock failed"],
    [[refused], "compensated: stock refused"],
    [[unknown], "running: stock unknown → action stock 2"],
    [[unknown, refused], "compensated: stock refused"],
    [[unknown, unknown], "parked: stock unknown"],
    [[unknown, notDone], "parked: stock unknown"],
    [[done, unknown], "running: stock done, pay unknown → resolve pay 1"],
    [[done, unknown, stillUnknown], "running: stock done, pay unknown → resolve pay 2"],
    [[done, unknown, stillUnknown, stillUnknown], "parked: stock done, pay unknown"],
    [[done, unknown, never], "running: stock done, pay under-way → action pay 2"],
    [
      [done, unknown, never, unknown, never],
      "compensating: stock compensating, pay failed → compensate stock 1",
    ],
    [[done, unknown, done], "running: stock done, pay done, mail under-way → action mail 1"],
    [[done, lost], "running: stock done, pay unknown → resolve pay 1"],
    [[lost, done], "running: stock done, pay under-way → action pay 1"],
    [
      [done, done, refused],
      "compensating: stock done, pay compensating, mail refused → compensate pay 1",
    ],
    [
      [done, done, refused, lost],
      "compensating: stock done, pay compensating, mail refused → compensate pay 1",
    ],
    [
      [done, done, refused, notCompensated, notCompensated],
      "compensating: stock compensating, pay owed, mail refused → compensate stock 1",
    ],
    [
      [done, done, refused, notCompensated, notCompensated, compensated],
      "parked: stock compensated, pay owed, mail refused",
    ],
    [
      [done, done, refused, compensated, compensated],
      "compensated: stock compensated, pay compensated, mail refused",
    ],
  ])("after %j it is %s", (events, expected) => {
    expect(seen(given(...events))).toBe(expected);
  });

  test("the reason is what it turned back for, whatever fails later", () => {
    const owed = given(done, done, refused, notCompensated, notCompensated, compensated);
    expect(owed.reason).toBe("no");
    expect(evolve(PLAN, owed, { type: "retried" })).toMatchObject({
      ...{ status: "compensating", reason: "no" },
    });
  });

  test.each<[state: SagaState, event: SagaEvent]>([
    [given(), compensated],
    [given(done, done, done), lost],
    [given(done, refused), done],
    [given(), { type: "retried" }],
  ])("an event that does not fit is a programmer's mistake: %#", (state, event) => {
    expect(() => evolve(PLAN, state, event)).toThrow(TypeError);
  });
});
