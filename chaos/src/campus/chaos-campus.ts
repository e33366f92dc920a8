import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "@quad/free-port";
import { isReady } from "@quad/readiness";
import { type GuardName, guards } from "../guards/guards.ts";
import { type Control, openControl } from "./control.ts";
import { type Databases, openDatabases } from "./databases.ts";
import { startTwin, TWIN, type Twin } from "./twin.ts";

const LAUNCHER = fileURLToPath(new URL("../../../quad", import.meta.url));
const AGENT = new URL("../agent/agent.ts", import.meta.url).href;
const SWAP = new URL("../guards/swap.ts", import.meta.url).href;
const READY_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 50;
/** In the home: what the processes say, which is a lot when they are killed all the time. */
const LOG = "chaos.log";

/** A campus as a person starts it, one process a service, in a home and on a port of its own. */
export interface ChaosCampus extends AsyncDisposable {
  readonly url: string;
  readonly home: string;
  readonly control: Control;
  readonly databases: Databases;
  /** Lets every process go on that was stopped. */
  wakeAll(): void;
  /** Resolves when everybody is there and an order can be placed. */
  ready(withinMs?: number): Promise<void>;
}

export interface CampusOptions {
  /** What is taken away in every process, to see a run go red. */
  readonly without?: readonly GuardName[];
  /** Settings of the campus, such as QUAD_CHECKOUT. */
  readonly settings?: Readonly<Record<string, string>>;
}

export async function startChaosCampus(options: CampusOptions = {}): Promise<ChaosCampus> {
  const home = await mkdtemp(join(tmpdir(), "quad-chaos-"));
  const control = await openControl(home);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = environmentOf(options, { home, port, control });
  const log = openSync(join(home, LOG), "a");
  const campus = spawn(LAUNCHER, ["up", "--isolate"], {
    env: environment,
    // When the harness is gone, however it ended, the campus hears of it and stops.
    stdio: ["ignore", log, log, "ipc"],
    // Ctrl-C reaches the harness, which stops the campus in order.
    detached: true,
  });
  const databases = openDatabases(home);
  const parts = { url, home, campus, log, control, databases };
  try {
    await untilReady(parts, READY_WITHIN_MS);
    const twin = startTwin(LAUNCHER, { ...environment, ...(await twinSettings(parts)) }, log);
    await untilReady(parts, READY_WITHIN_MS, [TWIN]);
    return running(parts, twin);
  } catch (error) {
    await stopCampus(parts, undefined);
    throw error;
  }
}

interface Parts {
  readonly url: string;
  readonly home: string;
  readonly campus: ChildProcess;
  /** Of its output. */
  readonly log: number;
  readonly control: Control;
  readonly databases: Databases;
}

function running(parts: Parts, twin: Twin): ChaosCampus {
  const { url, home, control, databases } = parts;
  const wakeAll = () => {
    for (const { pid } of control.processes.values()) signal(pid, "SIGCONT");
  };
  return {
    ...{ url, home, control, databases, wakeAll },
    ready: (withinMs = READY_WITHIN_MS) => untilReady(parts, withinMs, [TWIN]),
    async [Symbol.asyncDispose]() {
      wakeAll();
      await stopCampus(parts, twin);
    },
  };
}

async function stopCampus(parts: Parts, twin: Twin | undefined): Promise<void> {
  const { campus, log, control, databases, home } = parts;
  await twin?.stop();
  await databases[Symbol.asyncDispose]();
  if (campus.exitCode === null && campus.signalCode === null) {
    campus.disconnect();
    await once(campus, "exit");
  }
  await control[Symbol.asyncDispose]();
  closeSync(log);
  await rm(home, { recursive: true, force: true, maxRetries: 3 });
}

function environmentOf(
  { without = [], settings }: CampusOptions,
  { home, port, control }: { home: string; port: number; control: Control },
): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("QUAD_"));
  const swaps = without.map((name) => guards[name].swap);
  return {
    ...Object.fromEntries(own),
    QUAD_HOME: home,
    QUAD_PORT: String(port),
    QUAD_LOG_LEVEL: "error",
    ...settings,
    ...control.environment,
    CHAOS_SWAPS: JSON.stringify(swaps),
    NODE_OPTIONS: `--import ${AGENT}${swaps.length > 0 ? ` --import ${SWAP}` : ""}`,
  };
}

/** The twin joins the campus that is there: its server, its secret, its neighbours. */
async function twinSettings({ home, control, databases }: Parts) {
  const peers = [...control.processes.values()]
    .filter(({ name }) => name !== "gateway")
    .map(({ name, listen }) => `${name}=http://${listen}`);
  return {
    QUAD_POSTGRES: await databases.url("postgres"),
    QUAD_SECRET: (await readFile(join(home, "secrets", "master"), "utf8")).trim(),
    QUAD_PEERS: peers.join(","),
  };
}

async function untilReady(
  { url, home, campus, control }: Parts,
  withinMs: number,
  beside: readonly string[] = [],
): Promise<void> {
  const until = performance.now() + withinMs;
  const isKnown = (name: string) => control.processes.has(name);
  while (performance.now() < until && campus.exitCode === null) {
    const expected = [...(await supervised(home)), ...beside];
    const isThere = expected.length > beside.length && expected.every(isKnown);
    if (isThere && (await isReady(url))) return;
    await sleep(LOOK_EVERY_MS);
  }
  const missing = [...(await supervised(home)), ...beside].filter((name) => !isKnown(name));
  const lastWords = (await readFile(join(home, LOG), "utf8")).trim().split("\n").at(-1) ?? "";
  throw new Error(
    `The campus was not ready within ${Math.round(withinMs / 1_000)} s. ` +
      `Missing: ${missing.join(", ") || "an order cannot be placed"}. Its last words: ${lastWords}`,
  );
}

/** The services that the campus has a process for; none before it has begun. */
async function supervised(home: string): Promise<string[]> {
  const run = await readFile(join(home, "run", "campus.json"), "utf8").catch(() => "{}");
  const { processes = {} } = JSON.parse(run) as { processes?: Record<string, unknown> };
  return Object.keys(processes);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
