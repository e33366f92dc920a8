import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "@quad/free-port";
import { isReady } from "@quad/readiness";

const LAUNCHER = fileURLToPath(new URL("../../quad", import.meta.url));
const READY_WITHIN_MS = 90_000;

/** A whole campus as a person starts it, in a folder and on a port of its own. */
export interface ScratchCampus {
  readonly url: string;
  readonly pid: number;
  /** From the command to the first order that could be placed. */
  readonly startMs: number;
  /** Stops it; `keep` leaves the home for another start. Returns how long it took. */
  stop(options?: { keep?: true }): Promise<number>;
  readonly home: string;
}

export async function scratchCampus(
  options: { isolate?: boolean; home?: string; settings?: Readonly<Record<string, string>> } = {},
): Promise<ScratchCampus> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), "quad-bench-")));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const campus = spawn(LAUNCHER, ["up", ...(options.isolate ? ["--isolate"] : [])], {
    env: {
      ...process.env,
      ...{ QUAD_HOME: home, QUAD_PORT: String(port), QUAD_LOG_LEVEL: "error" },
      ...options.settings,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await untilReady(url, campus);
  return {
    url,
    home,
    pid: campus.pid ?? 0,
    startMs: performance.now() - startedAt,
    async stop({ keep } = {}) {
      const stopAt = performance.now();
      campus.kill("SIGTERM");
      await once(campus, "exit");
      if (!keep) await rm(home, { recursive: true, force: true });
      return performance.now() - stopAt;
    },
  };
}

async function untilReady(url: string, campus: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline && campus.exitCode === null) {
    if (await isReady(url)) return;
    await sleep(10);
  }
  throw new Error(`The campus at ${url} did not become ready.`);
}
