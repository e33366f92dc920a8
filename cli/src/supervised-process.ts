import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Lifecycle, managed } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import type { Environment } from "./campus-config.ts";

/** A child that is started again whenever it ends by itself. */
export interface SupervisedProcess extends Lifecycle {
  readonly name: string;
  readonly pid: number | null;
  readonly restarts: number;
}

const RESTART_DELAY_MS = 100;
const RESTART_DELAY_MS_MAX = 5_000;
/** A child that ran this long has recovered: the next restart is quick again. */
const STEADY_AFTER_MS = 2_000;
const STOP_WITHIN_MS = 4_000;

export function supervisedProcess(options: {
  name: string;
  args: readonly string[];
  environment: Environment;
  log: Logger;
  onChange: () => void;
}): SupervisedProcess {
  const { name, args, environment, log, onChange } = options;
  let child: ChildProcess | undefined;
  let restarts = 0;
  let watch: Promise<void> = Promise.resolve();
  let stopping = new AbortController();

  /** Its own process group: Ctrl-C reaches the supervisor only, which stops children in order. */
  function launch(): ChildProcess {
    const env = { ...environment } as NodeJS.ProcessEnv;
    const stdio = ["ignore", "inherit", "inherit", "ipc"] as const;
    return spawn(process.execPath, args, { env, stdio: [...stdio], detached: true });
  }

  async function keepAlive(): Promise<void> {
    let delayMs = RESTART_DELAY_MS;
    while (!stopping.signal.aborted) {
      const launchedAt = performance.now();
      child = launch();
      onChange();
      const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
      child = undefined;
      if (stopping.signal.aborted) break;
      if (performance.now() - launchedAt > STEADY_AFTER_MS) delayMs = RESTART_DELAY_MS;
      log.warn(`${name} ended (${signal ?? `exit ${code}`}); starting it again in ${delayMs} ms`);
      restarts++;
      onChange();
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => {});
      delayMs = Math.min(delayMs * 2, RESTART_DELAY_MS_MAX);
    }
  }

  const lifecycle = managed({
    async start() {
      stopping = new AbortController();
      watch = keepAlive();
    },
    async stop() {
      stopping.abort();
      child?.kill("SIGTERM");
      const overdue = setTimeout(() => child?.kill("SIGKILL"), STOP_WITHIN_MS);
      await watch;
      clearTimeout(overdue);
    },
  });

  return {
    name,
    get pid() {
      return child?.pid ?? null;
    },
    get restarts() {
      return restarts;
    },
    start: lifecycle.start,
    stop: lifecycle.stop,
  };
}
