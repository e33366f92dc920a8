import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Clock } from "@quad/clock";
import { waitForServer } from "../connection/connect.ts";
import { endProcess } from "./end-process.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { PostgresHome } from "./postgres-home.ts";
import type { Account } from "./server-account.ts";
import { openServerLog } from "./server-log.ts";
import { serverSettings } from "./server-settings.ts";
import { spawnOnData } from "./spawn-on-data.ts";
import { startFailure } from "./start-failure.ts";

/** After a crash of the machine there can be much to recover. */
const READY_DEADLINE_MS = 60_000;

export interface ServerSetup {
  readonly place: PostgresHome;
  readonly binaries: PostgresBinaries;
  readonly account: Account | undefined;
  /** Of the superuser. */
  readonly url: string;
  readonly port: number;
  readonly durable: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly clock: Clock;
}

/** One run of the server. */
export interface ServerProcess {
  readonly pid: number;
  /** Resolves with how it ended, such as `exit 1` or `SIGKILL`. */
  readonly ended: Promise<string>;
  /** Resolves when it answers. Errors: those of `startFailure`, POSTGRES_LOGIN_REFUSED. */
  ready(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

export async function startServer(setup: ServerSetup): Promise<ServerProcess> {
  const { place, binaries, account, clock, port, url } = setup;
  const log = openServerLog(place.logFile);
  const child = await spawnOnData({
    command: binaries.postgres,
    dataFolder: place.dataFolder,
    args: serverSettings(setup),
    account,
    stdio: ["ignore", log.descriptor, log.descriptor],
  }).finally(log.close);
  const ended = endOf(child);

  return {
    pid: child.pid ?? 0,
    ended,
    async ready(signal) {
      const waiting = new AbortController();
      const either = AbortSignal.any([waiting.signal, signal]);
      const answer = waitForServer({ url, clock, deadlineMs: READY_DEADLINE_MS, signal: either });
      const first = await Promise.race([answer.then(() => "answers"), ended]).finally(() =>
        waiting.abort(),
      );
      if (first !== "answers") throw startFailure({ place, output: log.written(), port });
    },
    stop: () => endProcess({ signal: (name) => child.kill(name), ended }, clock),
  };
}

/** When this process ends without stopping its parts, the server goes with it. */
function endOf(child: ChildProcess): Promise<string> {
  const endWithUs = () => child.kill("SIGINT");
  process.once("exit", endWithUs);
  return once(child, "exit").then(([code, signal]) => {
    process.off("exit", endWithUs);
    return signal ?? `exit ${code}`;
  });
}
