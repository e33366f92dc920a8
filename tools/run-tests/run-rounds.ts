import type { TestSpecification, Vitest } from "vitest/node";
import type { FileOutcome } from "./file-outcome.ts";
import type { ProgressReporter } from "./progress-reporter.ts";

/** A file that failed among others and passed when it ran alone. */
export interface UnstableFile {
  readonly among: FileOutcome;
  readonly alone: FileOutcome;
}

/** What came of a run. */
export interface Rounds {
  /** One of each file; of unstable ones that of the second round. */
  readonly outcomes: readonly FileOutcome[];
  readonly unstable: readonly UnstableFile[];
  /** Errors that belong to no file. Nothing is run again for them: each is a failure. */
  readonly strays: readonly string[];
  /** What files that failed wrote to the console, by path. */
  readonly consoles: ReadonlyMap<string, string>;
  readonly ms: number;
}

/**
 * Runs the files beside each other. One that fails, however it fails, runs once more after all
 * others and alone; it counts as passed when it passes then.
 */
export async function runRounds(run: {
  readonly vitest: Vitest;
  readonly reporter: ProgressReporter;
  readonly specifications: readonly TestSpecification[];
  readonly say: (text: string) => void;
}): Promise<Rounds> {
  const { vitest, reporter, specifications, say } = run;
  const startedAt = performance.now();
  await vitest.runTestSpecifications([...specifications]);
  const { strays, outcomes: first } = reporter.round();
  const failed = [...first.values()].filter((outcome) => outcome.failed > 0);
  const consoles = new Map(failed.map(({ path }) => [path, reporter.consoleOf(path)]));
  const outcomes = new Map(first);
  const unstable: UnstableFile[] = [];
  if (failed.length > 0) say("\nOnce more, each alone, what has failed:\n");
  for (const among of failed) {
    const alone = await runAlone(run, among.path);
    if (!alone || alone.failed > 0) continue;
    unstable.push({ among, alone });
    outcomes.set(among.path, alone);
  }
  const ms = performance.now() - startedAt;
  return { outcomes: [...outcomes.values()], unstable, strays, consoles, ms };
}

async function runAlone(
  { vitest, reporter, specifications }: Parameters<typeof runRounds>[0],
  path: string,
): Promise<FileOutcome | undefined> {
  const own = specifications.filter(({ moduleId }) => moduleId.endsWith(`/${path}`));
  await vitest.runTestSpecifications(own);
  const { outcomes, strays } = reporter.round();
  return strays.length > 0 ? undefined : outcomes.get(path);
}
