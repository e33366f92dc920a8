import { existsSync, globSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { endAbandonedRuns } from "@quad/testkit/processes";
// biome-ignore lint/suspicious/noDeprecatedImports: only its other overload is deprecated
import { createVitest, type TestSpecification, type Vitest } from "vitest/node";
import { chooseChanged } from "./choose-changed.ts";
import { endedWithRun } from "./ended-with-run.ts";
import { type ProgressReporter, progressReporter } from "./progress-reporter.ts";
import { runRounds } from "./run-rounds.ts";
import { printReport, printStopped } from "./test-report.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ENGINE_TESTS = "**/*.engine.test.ts";

export interface TestsToRun {
  /** Folders, files, or parts of the paths of test files; none: all. */
  readonly paths: readonly string[];
  readonly tier: "npm" | "engines";
  /** Only what is affected by the changes since this commit. */
  readonly changedSince?: string;
}

/** Runs a tier of tests, prints `N passed, N failed, N skipped`, and returns the exit code. */
export async function runTests(tests: TestsToRun): Promise<number> {
  const { paths, tier } = tests;
  process.chdir(ROOT);
  endAbandonedRuns();
  const reporter = progressReporter(say);
  const vitest = await openVitest(tier, reporter);
  const work = async () => {
    const specifications = await chosen(vitest, tests);
    if (specifications.length === 0) {
      say("No test file to run.\n0 passed, 0 failed, 0 skipped\n");
      return tests.changedSince === undefined ? 1 : 0;
    }
    const rounds = await runRounds({ vitest, reporter, specifications, say });
    const { failed, passed } = printReport(rounds, say);
    if (tier === "npm" && paths.length === 0) sayWhatDidNotRun();
    return failed > 0 || passed === 0 ? 1 : 0;
  };
  return endedWithRun(vitest, work, () => printStopped(reporter.round(), say));
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
  const files = new Map(
    (await vitest.globTestSpecifications())
      .map((specification) => [specification.moduleId.slice(ROOT.length), specification] as const)
      .filter(([file]) => paths.length === 0 || paths.some((path) => isMeant(file, path))),
  );
  if (changedSince === undefined) return [...files.values()];
  const affected = await chooseChanged(ROOT, changedSince, [...files.keys()]);
  say(affected.why);
  return [...files].filter(([file]) => affected.paths.has(file)).map(([, file]) => file);
}

/** A path that exists means what is there, so that `cli` is not `web/client`; else a part of it. */
function isMeant(file: string, path: string): boolean {
  const way = relative(ROOT, path);
  return existsSync(path) ? `${file}/`.startsWith(`${way}/`) || way === "" : file.includes(path);
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
