import { systemClock } from "@quad/clock";
import { isQuadError } from "@quad/errors";
import { testLifecycle } from "@quad/lifecycle/conformance";
import type { Locks } from "@quad/lock";
import { testId } from "@quad/testkit";
import { describe, onTestFinished, test } from "vitest";
import { runCheck } from "./lock-check.ts";
import { lockChecks } from "./lock-checks.ts";
import type { LockPlace } from "./lock-place.ts";

/** The contract of `Locks` as tests, for any adapter. Each check gets a place of its own. */
export function testLocks(name: string, openPlace: () => LockPlace | Promise<LockPlace>): void {
  describe(name, () => {
    for (const [topic, checks] of Object.entries(lockChecks)) {
      describe(topic, () => {
        for (const check of checks) {
          test(check.name, async ({ skip }) => {
            const place = await openPlace();
            const { needs } = check;
            const applies = !needs || place.open(systemClock).supports[needs];
            if (!applies) await place.dispose();
            skip(!applies, `supports.${needs} is false`);
            await runCheck(check, place);
          });
        }
      });
    }
  });
  testLifecycle(name, {
    async make() {
      const place = await openPlace();
      onTestFinished(() => place.dispose());
      return place.open(systemClock);
    },
    works: isWorking,
  });
}

async function isWorking(locks: Locks): Promise<boolean> {
  try {
    await locks.tryAcquire(testId());
    return true;
  } catch (error) {
    if (isQuadError(error, "LOCK_NOT_RUNNING")) return false;
    throw error;
  }
}
