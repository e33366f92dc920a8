import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** The second process of orders, as a second container would run it. */
export const TWIN = "orders-twin";

export interface Twin {
  readonly pid: number | null;
  stop(): Promise<void>;
}

const RESTART_DELAY_MS = 300;
const STOP_WITHIN_MS = 5_000;

/** Runs `quad serve orders` beside the campus and starts it again when it dies. */
export function startTwin(launcher: string, environment: NodeJS.ProcessEnv, log: number): Twin {
  let child: ChildProcess | undefined;
  let isStopping = false;
  const kept = keep();

  async function keep(): Promise<void> {
    while (!isStopping) {
      child = spawn(launcher, ["serve", "orders"], {
        env: { ...environment, CHAOS_NAME: TWIN, QUAD_LISTEN: "127.0.0.1:0" },
        stdio: ["ignore", log, log, "ipc"],
      });
      await once(child, "exit");
      child = undefined;
      if (!isStopping) await sleep(RESTART_DELAY_MS);
    }
  }

  return {
    get pid() {
      return child?.pid ?? null;
    },
    async stop() {
      isStopping = true;
      child?.kill("SIGTERM");
      const overdue = setTimeout(() => child?.kill("SIGKILL"), STOP_WITHIN_MS);
      await kept;
      clearTimeout(overdue);
    },
  };
}
