import type { FileOutcome } from "./file-outcome.ts";
import { progressLine, type Round, seconds } from "./progress-reporter.ts";
import type { Rounds } from "./run-rounds.ts";

const SLOWEST = 20;

/** Prints what a person has to know after a run, the most important last, and returns the sums. */
export function printReport(
  rounds: Rounds,
  say: (text: string) => void,
): { passed: number; failed: number; skipped: number } {
  const { outcomes, unstable, strays, consoles, ms } = rounds;
  say(`\n${slowest(outcomes)}`);
  for (const { among, alone } of unstable) {
    say(`\nUNSTABLE ${among.path}: failed among others, passed alone\n\n`);
    say(failuresOf(among, consoles));
    say(`\nalone: ${progressLine(alone)}\n`);
  }
  const failing = outcomes.filter(({ failed }) => failed > 0);
  for (const outcome of failing) {
    say(`\nFAILED ${outcome.path}: also alone\n\n${failuresOf(outcome, consoles)}`);
  }
  for (const stray of strays) say(`\nFAILED ${stray}`);
  say(`\n${outcomes.length} files in ${seconds(ms)}`);
  say(`, ${failing.length} failed, ${unstable.length} unstable\n`);
  for (const { path } of failing) say(`  failed    ${path}\n`);
  for (const { among } of unstable) say(`  unstable  ${among.path}\n`);
  const sums = {
    passed: sum(outcomes, ({ passed }) => passed),
    failed: sum(outcomes, ({ failed }) => failed) + strays.length,
    skipped: sum(outcomes, ({ skipped }) => skipped),
  };
  say(`${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped\n`);
  return sums;
}

/** Prints what had failed by then of a run that was stopped. */
export function printStopped({ outcomes }: Round, say: (text: string) => void): void {
  for (const outcome of outcomes.values()) {
    if (outcome.failed > 0) say(`\nFAILED ${outcome.path}\n\n${outcome.failures.join("\n")}`);
  }
  say("\nStopped before the end: no result.\n");
}

function slowest(outcomes: readonly FileOutcome[]): string {
  const files = outcomes.toSorted((one, other) => other.ms - one.ms).slice(0, SLOWEST);
  const lines = files.map(({ ms, path }) => `${seconds(ms).padStart(9)}  ${path}\n`);
  return `The slowest files:\n${lines.join("")}`;
}

function failuresOf(
  { path, failures }: FileOutcome,
  consoles: ReadonlyMap<string, string>,
): string {
  const written = consoles.get(path)?.trim();
  return failures.join("\n") + (written ? `\nIts console:\n${written}\n` : "");
}

function sum(outcomes: readonly FileOutcome[], count: (outcome: FileOutcome) => number): number {
  return outcomes.reduce((total, outcome) => total + count(outcome), 0);
}
