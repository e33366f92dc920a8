import { systemClock } from "@quad/clock";
import { isQuadError } from "@quad/errors";
import { testLifecycle } from "@quad/lifecycle/conformance";
import type { Locks } from "@quad/lock";
import { testChecks, testId } from "@quad/testkit";
import { describe, onTestFinished } from "vitest";
import { runCheck } from "./lock-check.ts";
import { lockChecks } from "./lock-checks.ts";
import type { LockPlace } from "./lock-place.ts";

/** The contract of `Locks` as tests, for any adapter. Each check gets a place of its own. */
export function testLocks(name: string, openPlace: () => LockPlace | Promise<LockPlace>): void {
  describe(name, () => {
    testChecks({
      topics: lockChecks,
      open: openPlace,
      reasonToSkip: ({ needs }, place) =>
        needs && !place.open(systemClock).supports[needs]
          ? `supports.${needs} is false`
          : undefined,
      run: runCheck,
      close: (place) => place.dispose(),
    });
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
