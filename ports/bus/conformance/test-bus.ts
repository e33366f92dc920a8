import { describe, test } from "vitest";
import { reasonToSkip, runCheck } from "./bus-check.ts";
import { busChecks } from "./bus-checks.ts";
import type { BusPlace } from "./bus-place.ts";

/**
 * Every check as a test, each in a fresh place. A check that says nothing about this bus is skipped
 * with the reason. Call it in an adapter's test, once for each configuration.
 */
export function testBus(name: string, openPlace: () => BusPlace | Promise<BusPlace>): void {
  describe(name, () => {
    for (const [topic, checks] of Object.entries(busChecks)) {
      describe(topic, () => {
        for (const check of checks) {
          test(check.name, async (context) => {
            const place = await openPlace();
            const reason = reasonToSkip(check, place.open().supports, place);
            if (reason) await place.dispose();
            context.skip(reason !== undefined, reason);
            await runCheck(check, place);
          });
        }
      });
    }
  });
}
