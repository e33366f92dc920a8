import { describe, expect, test } from "vitest";
import { mutants } from "../conformance/mutants.ts";
import { mailerChecks } from "../conformance/test-mailer.ts";

describe.each(mutants)("a mailer that $name", ({ caughtBy, place }) => {
  test.each(caughtBy)("is caught by: %s", async (name) => {
    const check = mailerChecks.find((candidate) => candidate.name === name);
    await expect(check?.run(place())).rejects.toThrow();
  });
});
