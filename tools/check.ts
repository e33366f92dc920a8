import { type Outcome, runProgram } from "./run-program.ts";

export interface Step {
  readonly name: string;
  /** In `node_modules/.bin`. */
  readonly program: string;
  readonly args: string[];
  /** Whether the output is bad although the program was content. */
  readonly objects?: (output: string) => boolean;
}

export const checkSteps: readonly Step[] = [
  { name: "types", program: "tsc", args: ["-p", "."] },
  {
    name: "format and lint",
    program: "biome",
    args: ["check", "--reporter=concise", "--max-diagnostics=none"],
    // It is content with warnings and notes; we are not.
    objects: (output) => /^Found \d+/m.test(output),
  },
  {
    name: "dependency rules",
    program: "depcruise",
    args: ["--output-type", "err-long", "--config", ".dependency-cruiser.mjs", "."],
  },
  {
    name: "tidy",
    program: "vitest",
    args: ["run", "tools/test/", "--exclude", "**/{run-rounds,scaffold}.test.ts"],
  },
];

/**
 * Runs every check and prints a line for each, with what it found when that is not nothing.
 * Resolves with the exit code: 0 when all is well, 1 otherwise.
 */
export async function check(
  steps: readonly Step[] = checkSteps,
  print: (line: string) => void = console.log,
): Promise<number> {
  let exitCode = 0;
  for (const { name, program, args, objects } of steps) {
    const outcome = await runProgram(program, args);
    const isGood = outcome.exitCode === 0 && !objects?.(outcome.output);
    if (!isGood) exitCode = 1;
    print(report(name, isGood, outcome));
  }
  return exitCode;
}

function report(name: string, isGood: boolean, { output, durationMs }: Outcome): string {
  const seconds = (durationMs / 1000).toFixed(1);
  const line = `${isGood ? "ok    " : "failed"}  ${name} (${seconds} s)`;
  return isGood ? line : `${line}\n\n${output.trim()}\n`;
}
