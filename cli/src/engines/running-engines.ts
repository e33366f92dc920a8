import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isAlive, type ProcessMark } from "@quad/process-mark";
import { campusConfig } from "../campus-config.ts";
import { cliErrors } from "../cli-errors.ts";

/** An engine that `quad engines up` started. */
export interface RunningEngine {
  readonly name: string;
  readonly version: string;
  readonly process: ProcessMark;
  /** Variables by which tests find it. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Every engine that the tests ask for. */
const ENGINES = ["postgres"] as const;

export function enginesHome(): string {
  return join(campusConfig(process.env).QUAD_HOME, "engines");
}

export async function readEngines(): Promise<RunningEngine[]> {
  const text = await readFile(join(enginesHome(), "engines.json"), "utf8").catch(() => "[]");
  return (JSON.parse(text) as RunningEngine[]).filter(({ process }) => isAlive(process));
}

export async function writeEngines(engines: readonly RunningEngine[]): Promise<void> {
  await mkdir(enginesHome(), { recursive: true });
  const path = join(enginesHome(), "engines.json");
  await writeFile(`${path}.new`, JSON.stringify(engines, null, 2));
  await rename(`${path}.new`, path);
}

/** The variables of all engines. Error: ENGINE_MISSING. */
export async function requireEngines(): Promise<Record<string, string>> {
  const running = await readEngines();
  const missing = ENGINES.filter((name) => !running.some((engine) => engine.name === name));
  if (missing.length > 0) throw cliErrors.ENGINE_MISSING({ missing: missing.join(", ") });
  return Object.assign({}, ...running.map(({ environment }) => environment));
}
