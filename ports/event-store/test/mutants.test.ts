import { eventStoreChecks, runCheck } from "@quad/event-store/conformance";
import { describe, expect, test } from "vitest";
import { eventStoreMutants } from "../conformance/mutants/event-store-mutants.ts";

/** A mutant often shows by what never happens: this long the check waits for it. */
const PATIENCE_MS = 1_000;

const checks = Object.values(eventStoreChecks).flat();

describe.for(eventStoreMutants)("a store that $name", ({ caughtBy, place }) => {
  for (const name of caughtBy) {
    test(`is caught by: ${name}`, async () => {
      const check = checks.find((candidate) => candidate.name === name);
      if (!check) throw new TypeError(`There is no check called: ${name}`);
      await expect(runCheck(check, { ...place(), patienceMs: PATIENCE_MS })).rejects.toThrow();
    });
  }
});
