import type { Saga, StepState } from "@quad/saga";
import { expect, test } from "vitest";
import { verdictOf } from "../src/saga-verdict.ts";

/** A parked saga whose steps stand so. */
function parked(...statuses: StepState["status"][]): Saga {
  const counts = { failures: 0, asks: 0, losses: 0 };
  const at = new Date(0);
  return {
    ...{ id: "s-1", name: "trip", version: 1, status: "parked", reason: null, input: {} },
    steps: statuses.map((status, nth) => ({ name: `step-${nth}`, status, ...counts })),
    ...{ begunAt: at, updatedAt: at, dueAt: null },
  };
}

const note = "seen";

test.each([
  { saga: parked("done", "unknown"), as: "undone", outcome: "never", step: "step-1" },
  { saga: parked("owed", "refused"), as: "undone", outcome: "compensated", step: "step-0" },
] as const)("undone is $outcome where that is what it means", ({ saga, as, step, outcome }) => {
  expect(verdictOf(saga, { as, note })).toEqual({ step, verdict: { outcome, note } });
});

test("done takes a result, and none is null", () => {
  const saga = parked("done", "under-way");
  const done = (result: unknown) => ({
    step: "step-1",
    verdict: { outcome: "done", result, note },
  });
  expect(verdictOf(saga, { as: "done", result: "[1]", note })).toEqual(done([1]));
  expect(verdictOf(saga, { as: "done", note })).toEqual(done(null));
});

test("of several steps that wait one has to be named", () => {
  const saga = parked("owed", "owed", "refused");
  expect(() => verdictOf(saga, { as: "undone" })).toThrow("with --step: step-0, step-1.");
  expect(verdictOf(saga, { as: "undone", step: "step-0", note })).toEqual({
    step: "step-0",
    verdict: { outcome: "compensated", note },
  });
});
