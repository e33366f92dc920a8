import { once } from "node:events";
import { freePort } from "@quad/free-port";
import { isReady } from "@quad/readiness";
import { eventually, temporaryFolder } from "@quad/testkit";
import { startQuad } from "./run-quad.ts";

const READY_WITHIN_MS = 300_000;

/** `./quad up` as a person runs it, in a home and on a port of its own. */
export interface RunningCampus extends AsyncDisposable {
  readonly url: string;
  readonly process: ReturnType<typeof startQuad>;
  /** For further commands to the same campus, and for starting it once more. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Resolves when it is up: when an order can be placed, or without a sample, when it answers. */
export async function runningCampus(
  settings: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Promise<RunningCampus> {
  const port = String(await freePort());
  const all = {
    ...{ QUAD_HOME: temporaryFolder(), QUAD_PORT: port, QUAD_LOG_LEVEL: "error" },
    ...settings,
  };
  const campus = startQuad(["up", ...flags], all);
  campus.stdout.resume();
  campus.stderr.pipe(process.stderr);
  const url = `http://127.0.0.1:${all.QUAD_PORT}`;
  const hasBooks = all["QUAD_SAMPLE" as keyof typeof all] !== "none";
  const answers = async () => (await fetch(`${url}/api/catalog/books`).catch(() => null))?.ok;
  const isUp = () => (hasBooks ? isReady(url) : answers());
  await eventually(async () => campus.exitCode !== null || (await isUp()), {
    withinMs: READY_WITHIN_MS,
    what: "the campus to be ready",
  });
  return {
    url,
    process: campus,
    settings: all,
    async [Symbol.asyncDispose]() {
      if (campus.exitCode !== null) return;
      campus.kill("SIGTERM");
      await once(campus, "exit");
    },
  };
}
