import { join } from "node:path";
import { buildClient } from "@quad/client/build";
import type { Lifecycle } from "@quad/lifecycle";
import type { Readiness } from "@quad/readiness";
import { createLogger, installTracing, type Logger } from "@quad/telemetry";
import { campusConfig, type Environment } from "./campus-config.ts";
import { claimHome, type RunFile, removeRunFile, writeRunFile } from "./campus-home.ts";
import type { CampusParts } from "./campus-parts.ts";
import { isolatedCampus } from "./isolated-campus.ts";
import { oneProcessCampus } from "./one-process-campus.ts";
import { packInBackground } from "./pack-in-background.ts";
import { openPostgres } from "./postgres.ts";
import { checkPublicPort } from "./public-port.ts";
import { stopRequested } from "./stop-signals.ts";
import { missingIn, waitUntilReady } from "./wait-until-ready.ts";

/** Starts everything, says where it is, and returns after a stop in good order. */
export async function runCampus(mode: RunFile["mode"], environment: Environment): Promise<void> {
  installTracing();
  const startedAt = new Date();
  const stop = stopRequested();
  const settings = campusConfig(environment);
  const { QUAD_HOME: home, QUAD_HOST: host, QUAD_PORT: port } = settings;
  const url = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
  const run = await claimHome(home, { url, mode, startedAt: startedAt.toISOString() });
  try {
    await checkPublicPort(host, port);
    await runClaimed(run, { settings, environment, startedAt, stop });
  } finally {
    removeRunFile(home);
  }
}

interface RunOptions extends Pick<CampusParts, "settings" | "environment"> {
  readonly startedAt: Date;
  /** Resolves with why it is to stop. */
  readonly stop: Promise<string>;
}

/** The same in a home that is this process's own. */
async function runClaimed(
  claimed: RunFile,
  { settings, environment, startedAt, stop }: RunOptions,
): Promise<void> {
  const { QUAD_HOME: home } = settings;
  const { url, mode } = claimed;
  let run = claimed;
  const log = createLogger({
    service: "campus",
    level: settings.QUAD_LOG_LEVEL,
    format: settings.QUAD_LOG_FORMAT,
  });
  const postgres = await openPostgres(settings, log);
  let services: Lifecycle | undefined;
  let packed = async () => {};
  try {
    const [web] = await Promise.all([buildClient({ outDir: join(home, "web") }), postgres.start()]);
    const parts: CampusParts = {
      settings,
      environment: { QUAD_WEB: web, ...environment },
      postgresUrl: postgres.url,
      log,
      onChange: (change) => {
        run = { ...run, ...change };
        writeRunFile(home, run);
      },
    };
    services = await (mode === "isolated" ? isolatedCampus(parts) : oneProcessCampus(parts));
    await services.start();
    const stopping = new AbortController();
    void stop.then(() => stopping.abort());
    const readiness = await waitUntilReady(url, stopping.signal);
    if (!stopping.signal.aborted) announce(readiness, { url, home, startedAt, log });
    packed = packInBackground(join(home, "cache"), log);
    log.info(`Stopping (${await stop}): finishing what is in hand …`);
  } finally {
    await services?.stop().catch((error: unknown) => log.error({ error }, "not all stopped well"));
    await Promise.all([postgres.stop(), packed()]);
  }
}

function announce(
  readiness: Readiness,
  { url, home, startedAt, log }: { url: string; home: string; startedAt: Date; log: Logger },
): void {
  const { status } = readiness;
  const missing = missingIn(readiness);
  if (status === "degraded") log.warn(`Orders can be placed, but not all is ready: ${missing}`);
  else if (status !== "ready") {
    log.warn(`${url} runs, but an order cannot be placed yet: ${missing}`);
    return;
  }
  const elapsedMs = Date.now() - startedAt.getTime();
  const rows = [
    ["Campus", url],
    ["API", `${url}/docs`],
    ["Mailbox", `${url}/mailbox`],
    ["Data", home],
  ];
  const lines = rows.map(([what, where]) => `  ${what?.padEnd(9)}${where}`);
  process.stdout.write(
    `\nQuad is ready after ${(elapsedMs / 1000).toFixed(1)} s. Ctrl-C stops it.\n${lines.join("\n")}\n\n`,
  );
}
