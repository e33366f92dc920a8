import { describe, test } from "vitest";
import { busChecks } from "./bus-checks.ts";
import type { BusPlace } from "./bus-place.ts";
import { unmetNeeds } from "./check.ts";

/** A check that waits for the full patience fails by its own words, before this. */
const TEST_TIMEOUT_MS = 60_000;

/**
 * Tries every promise on an adapter, each in a fresh place. What the adapter does not support, or
 * the place cannot inflict, is shown as skipped with the reason.
 */
export function testBus(name: string, makePlace: () => BusPlace | Promise<BusPlace>): void {
  describe(name, () => {
    for (const [topic, checks] of Object.entries(busChecks)) {
      describe(topic, () => {
        for (const check of checks) {
          test(check.name, { timeout: TEST_TIMEOUT_MS }, async ({ skip }) => {
            const place = await makePlace();
            try {
              const unmet = unmetNeeds(check, place);
              skip(unmet.length > 0, `needs ${unmet.join(", ")}`);
              await check.run(place);
            } finally {
              await place.dispose();
            }
          });
        }
      });
    }
  });
}
