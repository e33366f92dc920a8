import { fileURLToPath } from "node:url";
// biome-ignore lint/suspicious/noDeprecatedImports: only its other overload is deprecated
import { createVitest } from "vitest/node";
import { endedWithRun } from "../run-tests/ended-with-run.ts";
import { progressReporter } from "../run-tests/progress-reporter.ts";
import { runRounds } from "../run-tests/run-rounds.ts";
import { printReport, printStopped } from "../run-tests/test-report.ts";

/** Runs the test files of the folder it is given, as `./quad test` runs those of the repository. */
const SETUP = "../../libs/testkit/src/end-what-was-started.ts";
const say = (text: string) => void process.stdout.write(text);
const reporter = progressReporter(say);
const vitest = await createVitest({
  config: false,
  root: process.argv[2] ?? "",
  watch: false,
  reporters: [reporter],
  setupFiles: [fileURLToPath(new URL(SETUP, import.meta.url))],
  pool: "forks",
  maxWorkers: 2,
});
await vitest.standalone();
const work = async () => {
  const specifications = await vitest.globTestSpecifications();
  return printReport(await runRounds({ vitest, reporter, specifications, say }), say).failed;
};
const whenCut = () => printStopped(reporter.round(), say);
process.exitCode = await endedWithRun(vitest, work, whenCut);
