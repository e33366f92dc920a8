import { exactDeadlines } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { mutants } from "../conformance/mutants.ts";
import { chargeChecks, stoppedAfterTest } from "../conformance/test-charge.ts";

exactDeadlines();

describe.each(mutants)("a provider that $name", ({ caughtBy, place }) => {
  test.each(caughtBy)("is caught by: %s", async (name) => {
    const check = chargeChecks.find((candidate) => candidate.name === name);
    await expect(check?.run(stoppedAfterTest(place()))).rejects.toThrow();
  });
});
