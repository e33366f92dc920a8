import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@quad/free-port";
import { isReady } from "@quad/readiness";
import { eventually, temporaryFolder } from "@quad/testkit";
import type { CrashPlan } from "./crash-at.ts";
import { bareEnvironment } from "./run-quad.ts";

const LAUNCHER = fileURLToPath(new URL("../../quad", import.meta.url));
const CRASH_AT = new URL("crash-at.ts", import.meta.url).href;
const READY_WITHIN_MS = 300_000;

/** A real campus, one process a service, started as a person would start it. */
export interface IsolatedCampus extends AsyncDisposable {
  readonly url: string;
  readonly home: string;
  /** Pid of a service's process now; null while it is being started again. */
  pidOf(service: string): Promise<number | null>;
  /** Arms the kill of one service; what it returns calls that off. */
  arm(plan: CrashPlan): Promise<() => Promise<void>>;
  ready(): Promise<void>;
}

export async function isolatedCampus(
  settings: Readonly<Record<string, string>> = {},
): Promise<IsolatedCampus> {
  const home = temporaryFolder();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const plans = temporaryFolder();
  const campus = spawn(LAUNCHER, ["up", "--isolate"], {
    env: {
      ...bareEnvironment(),
      QUAD_HOME: home,
      QUAD_PORT: String(port),
      QUAD_LOG_LEVEL: "error",
      CRASH_PLANS: plans,
      NODE_OPTIONS: `--import ${CRASH_AT}`,
      ...settings,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });

  async function ready() {
    await eventually(async () => campus.exitCode !== null || (await isReady(url)), {
      withinMs: READY_WITHIN_MS,
      what: "the campus to be ready",
    });
    if (campus.exitCode !== null) throw new Error(`The campus ended: ${campus.exitCode}.`);
  }

  await ready();
  if (campus.exitCode !== null) throw new Error(`The campus ended with code ${campus.exitCode}.`);
  return {
    url,
    home,
    ready,
    pidOf: (service) => pidOf(home, service),
    async arm(plan) {
      const file = join(plans, `${plan.service}.json`);
      // Whole at once: the service looks at it all the time.
      await writeFile(`${file}.new`, JSON.stringify(plan));
      await rename(`${file}.new`, file);
      return () => rm(file, { force: true });
    },
    [Symbol.asyncDispose]: () => stop(campus),
  };
}

async function pidOf(home: string, service: string): Promise<number | null> {
  const run = JSON.parse(await readFile(join(home, "run", "campus.json"), "utf8"));
  return run.processes[service].pid;
}

async function stop(campus: ChildProcess): Promise<void> {
  if (campus.exitCode !== null) return;
  campus.kill("SIGTERM");
  await once(campus, "exit");
}
