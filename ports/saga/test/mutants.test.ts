import { runCheck, sagaChecks } from "@quad/saga/conformance";
import { describe, expect, test } from "vitest";
import { sagaMutants } from "../conformance/mutants/saga-mutants.ts";

/** A mutant often shows by what never happens: this long the check waits for it. */
const PATIENCE_MS = 2_000;
const TEST_TIMEOUT_MS = 90_000;

const checks = new Map(sagaChecks.map((check) => [check.name, check]));

describe.concurrent.for(sagaMutants)("a saga that $name", ({ caughtBy, place }) => {
  for (const name of caughtBy) {
    test(`is caught by: ${name}`, { timeout: TEST_TIMEOUT_MS }, async ({ expect: own }) => {
      const check = checks.get(name);
      if (!check) throw new TypeError(`There is no check called: ${name}`);
      await own(runCheck(check, place(), PATIENCE_MS)).rejects.toThrow();
    });
  }
});

test("every check catches a mutant", () => {
  const catching = new Set(sagaMutants.flatMap(({ caughtBy }) => caughtBy));
  expect([...checks.keys()].filter((name) => !catching.has(name))).toEqual([]);
});
