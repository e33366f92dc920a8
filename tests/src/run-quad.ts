import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const LAUNCHER = fileURLToPath(new URL("../../quad", import.meta.url));

/** The environment of the tests without the tester's own settings. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("QUAD_")),
  );
}

/** Runs a command to its end. */
export async function runQuad(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<{ code: number | null; out: string; err: string }> {
  const child = startQuad(args, settings);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  return { code, out, err };
}

export function startQuad(args: readonly string[], settings: Readonly<Record<string, string>>) {
  return spawn(LAUNCHER, args, {
    env: { ...bareEnvironment(), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
