import { spawn } from "node:child_process";
import { dirname, join } from "node:path";

/** The folder of the repository. */
export const root = dirname(import.meta.dirname);

export interface Outcome {
  readonly exitCode: number;
  /** Standard output and standard error, as they came. */
  readonly output: string;
  readonly durationMs: number;
}

/** Runs a program that npm installed in the root's `node_modules/.bin`, there or in a folder. */
export async function runProgram(name: string, args: string[], cwd = root): Promise<Outcome> {
  const startedAt = performance.now();
  const folder = join(root, "node_modules", ".bin");
  const child = spawn(join(folder, name), args, {
    cwd,
    // The programs' first lines ask the PATH for node: they shall find the one we pinned.
    // Without colours their output can be matched, whatever the caller's terminal can do.
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, NO_COLOR: "1", FORCE_COLOR: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const collect = (chunk: string) => {
    output += chunk;
  };
  child.stdout.setEncoding("utf8").on("data", collect);
  child.stderr.setEncoding("utf8").on("data", collect);
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
  return { exitCode, output, durationMs: performance.now() - startedAt };
}
