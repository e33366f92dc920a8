import { stripVTControlCharacters } from "node:util";
import type { SerializedError } from "vitest";
import type { TestCase, TestModule, TestSuite, Vitest } from "vitest/node";

/** How a test file did. */
export interface FileOutcome {
  /** From the root of the repository. */
  readonly path: string;
  readonly ms: number;
  readonly passed: number;
  /** Tests that failed, and what else went wrong: loading, hooks, errors that nobody caught. */
  readonly failed: number;
  readonly skipped: number;
  /** Of each failure what a person has to read; without colours. */
  readonly failures: readonly string[];
}

/** Of a file whose tests have ended, or, as far as they got, were cut short. */
export function fileOutcome(vitest: Vitest, module: TestModule): FileOutcome {
  const failures = [...failuresIn(vitest, module, [])];
  const counts = { passed: 0, skipped: 0 };
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === "passed" || state === "skipped") counts[state]++;
    if (state === "pending") failures.push(`${test.fullName}\n\nIt did not come to its end.\n`);
  }
  if (module.state() === "queued" || module.state() === "pending") {
    failures.push("The file did not come to its end: its process is gone.\n");
  }
  const path = module.relativeModuleId;
  return { path, ms: durationOf(module), ...counts, failed: failures.length, failures };
}

/** The same outcome with an error that nobody caught. */
export function withUncaught(
  vitest: Vitest,
  outcome: FileOutcome,
  error: SerializedError,
): FileOutcome {
  const failures = [...outcome.failures, describe(vitest, "an error that nobody caught", error)];
  return { ...outcome, failed: outcome.failed + 1, failures };
}

/** What a person has to read of an error. */
export function describe(vitest: Vitest, title: string, error: unknown): string {
  const { output } = vitest.logger.formatError(error, { showCodeFrame: true });
  return `${title}\n\n${stripVTControlCharacters(output).trim()}\n`;
}

/** Files load with errors, hooks fail for a suite, tests fail for themselves. */
function* failuresIn(
  vitest: Vitest,
  task: TestModule | TestSuite | TestCase,
  names: readonly string[],
): Generator<string> {
  if (task.type === "test") {
    const { state, errors = [] } = task.result();
    if (state !== "failed") return;
    yield errors.map((error) => describe(vitest, task.fullName, error)).join("\n");
    return;
  }
  const within = task.type === "suite" ? [...names, task.name] : names;
  const title = within.length > 0 ? `hooks of ${within.join(" > ")}` : "the file itself";
  for (const error of task.errors()) yield describe(vitest, title, error);
  for (const child of task.children) yield* failuresIn(vitest, child, within);
}

function durationOf(module: TestModule): number {
  const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration } =
    module.diagnostic();
  return environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration;
}
