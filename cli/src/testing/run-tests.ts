import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { endAbandonedRuns } from "@quad/testkit/processes";
// biome-ignore lint/suspicious/noDeprecatedImports: only its other overload is deprecated
import { createVitest, type TestSpecification, type Vitest } from "vitest/node";
import { requireEngines } from "../engines/running-engines.ts";
import { chooseChanged } from "./choose-changed.ts";
import { endedWithRun } from "./ended-with-run.ts";
import { type ProgressReporter, progressReporter } from "./progress-reporter.ts";
import { runRounds } from "./run-rounds.ts";
import { printReport } from "./test-report.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const ENGINE_TESTS = "**/*.engine.test.ts";

export interface TestsToRun {
  /** Parts of the paths of test files; none: all. */
  readonly paths: readonly string[];
  readonly tier: "npm" | "engines";
  /** Only what is affected by the changes since this commit. */
  readonly changedSince?: string;
}

/** Runs a tier of tests, prints `N passed, N failed, N skipped`, and returns the exit code. */
export async function runTests(tests: TestsToRun): Promise<number> {
  const { paths, tier } = tests;
  process.chdir(ROOT);
  if (tier === "engines") Object.assign(process.env, await requireEngines());
  endAbandonedRuns();
  const reporter = progressReporter(say);
  const vitest = await openVitest(tier, reporter);
  return endedWithRun(vitest, async () => {
    const specifications = await chosen(vitest, tests);
    if (specifications.length === 0) {
      say("No test file to run.\n0 passed, 0 failed, 0 skipped\n");
      return tests.changedSince === undefined ? 1 : 0;
    }
    const rounds = await runRounds({ vitest, reporter, specifications, say });
    const { failed, passed } = printReport(rounds, say);
    if (tier === "npm" && paths.length === 0) sayWhatDidNotRun();
    return failed > 0 || passed === 0 ? 1 : 0;
  });
}

async function openVitest(tier: TestsToRun["tier"], reporter: ProgressReporter): Promise<Vitest> {
  const only =
    tier === "engines"
      ? { include: [ENGINE_TESTS] }
      : { exclude: ["**/node_modules/**", "**/dist/**", ".quad/**", ENGINE_TESTS] };
  const vitest = await createVitest({
    root: ROOT,
    run: true,
    watch: false,
    reporters: [reporter],
    ...only,
  });
  await vitest.standalone();
  return vitest;
}

async function chosen(
  vitest: Vitest,
  { paths, changedSince }: TestsToRun,
): Promise<TestSpecification[]> {
  const all = await vitest.globTestSpecifications([...paths]);
  if (changedSince === undefined) return all;
  const names = all.map(({ moduleId }) => moduleId.slice(ROOT.length));
  const { paths: affected, why } = await chooseChanged(ROOT, changedSince, names);
  say(why);
  return all.filter(({ moduleId }) => affected.has(moduleId.slice(ROOT.length)));
}

function sayWhatDidNotRun(): void {
  const files = globSync(ENGINE_TESTS, {
    cwd: ROOT,
    exclude: (name) => name.includes("node_modules"),
  });
  const list = files.map((file) => `  ${file}\n`).join("");
  say(`\nNot run, because they need engines from outside npm (./quad test --engines):\n${list}`);
}

function say(text: string): void {
  process.stdout.write(text);
}
