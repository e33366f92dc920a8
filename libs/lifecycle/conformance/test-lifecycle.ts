import type { Lifecycle } from "@quad/lifecycle";
import { noLeaks } from "@quad/testkit";
import { describe, onTestFinished, test } from "vitest";
import { failedStart } from "./failed-start.ts";
import { interleavings } from "./interleavings.ts";
import type { LifecycleCheck, LifecycleSubject } from "./lifecycle-subject.ts";
import { oneAfterTheOther } from "./one-after-the-other.ts";
import { overlapping } from "./overlapping.ts";

/**
 * The contract of `Lifecycle` as tests, for anything that starts and stops. Each test gets a fresh
 * one, stops it in the end, and fails when something stays open.
 */
export function testLifecycle<L extends Lifecycle>(name: string, subject: LifecycleSubject<L>) {
  describe(`lifecycle of ${name}`, () => {
    noLeaks();
    for (const check of lifecycleChecks(subject)) {
      test(check.name, () => check.run({ ...subject, make: () => madeForTest(subject) }));
    }
  });
}

/** The table of contents. */
export function lifecycleChecks(subject: LifecycleSubject): LifecycleCheck[] {
  return [
    ...oneAfterTheOther,
    ...overlapping,
    ...interleavings,
    ...(subject.breakStart ? failedStart : []),
  ];
}

async function madeForTest(subject: LifecycleSubject): Promise<Lifecycle> {
  const lifecycle = await subject.make();
  onTestFinished(() => lifecycle.stop());
  return lifecycle;
}
