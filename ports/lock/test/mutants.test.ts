import { lockChecks, runCheck } from "@quad/lock/conformance";
import { describe, expect, test } from "vitest";
import { lockMutants } from "../conformance/mutants/lock-mutants.ts";

/** A mutant often shows by what never happens: this long the check waits for it. */
const PATIENCE_MS = 2_000;
const TIMEOUT_MS = 60_000;

const checks = new Map(
  Object.values(lockChecks)
    .flat()
    .map((check) => [check.name, check]),
);

describe.concurrent.for(lockMutants)("a lock that $name", ({ caughtBy, place }) => {
  for (const name of caughtBy) {
    test(`is caught by: ${name}`, { timeout: TIMEOUT_MS }, async () => {
      const check = checks.get(name);
      if (!check) throw new TypeError(`There is no check called: ${name}`);
      await expect(runCheck(check, { ...place(), patienceMs: PATIENCE_MS })).rejects.toThrow();
    });
  }
});

test("every check catches a mutant", () => {
  const catching = new Set(lockMutants.flatMap(({ caughtBy }) => caughtBy));
  expect([...checks.keys()].filter((name) => !catching.has(name))).toEqual([]);
});
