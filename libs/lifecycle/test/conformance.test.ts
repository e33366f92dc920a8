import { managed } from "@quad/lifecycle";
import { describe, expect, test } from "vitest";
import type { LifecycleSubject } from "../conformance/lifecycle-subject.ts";
import { mutants } from "../conformance/mutants.ts";
import { lifecycleChecks } from "../conformance/test-lifecycle.ts";
import { type Bell, bell } from "./bell.ts";

function subjectOf(make: Parameters<typeof bell>[0]): LifecycleSubject<Bell> {
  return {
    make: () => bell(make),
    works: (it) => it.ringing(),
    breakStart: (it) => it.breakStart(),
  };
}

const checks = lifecycleChecks(subjectOf(managed));

describe.each(mutants)("a lifecycle that $name", ({ make, caughtBy }) => {
  test.each(caughtBy)("is caught by: %s", async (name) => {
    const check = checks.find((candidate) => candidate.name === name);
    await expect(check?.run(subjectOf(make))).rejects.toThrow();
  });
});

test("every check catches a mutant", () => {
  const catching = new Set(mutants.flatMap(({ caughtBy }) => caughtBy));
  expect(catching).toEqual(new Set(checks.map(({ name }) => name)));
});
