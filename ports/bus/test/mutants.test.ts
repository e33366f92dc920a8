import { memoryBus } from "@quad/bus";
import { busChecks, busMutants } from "@quad/bus/conformance";
import { describe, expect, test } from "vitest";

/** A right bus keeps every promise long before this; a wrong one is given up. */
const PATIENCE_MS = 1_000;

const checks = Object.values(busChecks).flat();

describe("a wrong bus", () => {
  test.each(busMutants.map((mutant) => [mutant.name, mutant] as const))(
    "that %s is caught by the check that names its promise",
    async (_, { caughtBy, open }) => {
      const check = checks.find(({ name }) => name === caughtBy);
      if (!check) throw new Error(`There is no check "${caughtBy}".`);
      await expect(check.run(placeOf(open))).rejects.toThrow();
      await check.run(placeOf(memoryBus));
    },
  );
});

function placeOf(open: () => ReturnType<typeof memoryBus>) {
  const bus = open();
  return { open: () => bus, dispose: async () => {}, patienceMs: PATIENCE_MS };
}
