import { testChecks } from "@quad/testkit";
import { describe } from "vitest";
import { reasonToSkip, runCheck } from "./bus-check.ts";
import { busChecks } from "./bus-checks.ts";
import type { BusPlace } from "./bus-place.ts";

/**
 * Every check as a test, each in a fresh place. A check that says nothing about this bus is skipped
 * with the reason. Call it in an adapter's test, once for each configuration.
 */
export function testBus(name: string, openPlace: () => BusPlace | Promise<BusPlace>): void {
  describe(name, () => {
    testChecks({
      topics: busChecks,
      open: openPlace,
      reasonToSkip: (check, place) => reasonToSkip(check, place.open().supports, place),
      run: runCheck,
      close: (place) => place.dispose(),
    });
  });
}
