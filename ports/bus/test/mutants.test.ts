import { busChecks, runCheck } from "@quad/bus/conformance";
import { describe, expect, test } from "vitest";
import { busMutants } from "../conformance/mutants/bus-mutants.ts";

/** A mutant often shows by what never happens: this long the check waits for it. */
const PATIENCE_MS = 2_000;

const checks = new Map(
  Object.values(busChecks)
    .flat()
    .map((check) => [check.name, check]),
);

describe.concurrent.for(busMutants)("a bus that $name", ({ caughtBy, place }) => {
  for (const name of caughtBy) {
    test(`is caught by: ${name}`, async () => {
      const check = checks.get(name);
      if (!check) throw new TypeError(`There is no check called: ${name}`);
      await expect(runCheck(check, { ...place(), patienceMs: PATIENCE_MS })).rejects.toThrow();
    });
  }
});

test("every check catches a mutant", () => {
  const catching = new Set(busMutants.flatMap(({ caughtBy }) => caughtBy));
  expect([...checks.keys()].filter((name) => !catching.has(name))).toEqual([]);
});
