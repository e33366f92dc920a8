import { bootService, chassisErrors, platform } from "@quad/chassis";
import { secretFile } from "@quad/config";
import { sequence } from "@quad/lifecycle";
import { createLogger, installTracing } from "@quad/telemetry";
import { campusConfig, type Environment } from "./campus-config.ts";
import { openPostgres } from "./postgres.ts";
import { loadService, serviceNames } from "./services.ts";
import { stopRequested } from "./stop-signals.ts";

/** Runs one service until it is told to stop. Error: SERVICE_UNKNOWN and those of its start. */
export async function serveService(name: string, environment: Environment): Promise<void> {
  installTracing();
  const stop = stopRequested();
  const service = await loadService(name);
  if (!service) throw chassisErrors.SERVICE_UNKNOWN({ name, known: serviceNames.join(", ") });
  const settings = campusConfig(environment);
  const log = createLogger({
    service: name,
    level: settings.QUAD_LOG_LEVEL,
    format: settings.QUAD_LOG_FORMAT,
  });
  const postgres = await openPostgres(settings, log);
  await postgres.start();
  const shared = platform({
    settings,
    postgresUrl: postgres.url,
    masterSecret: settings.QUAD_SECRET || (await secretFile(settings.QUAD_HOME, "master")),
    log,
  });
  const [host, port] = splitAddress(settings.QUAD_LISTEN);
  const running = bootService(service, { platform: shared, host, port, environment });
  const all = sequence([shared, running]);
  try {
    await all.start();
    log.info(`${name} listens on ${running.url}`);
    log.info(`stopping: ${await stop}`);
  } finally {
    await all.stop();
    await postgres.stop();
    if (process.connected) process.disconnect();
  }
}

function splitAddress(address: string): [host: string, port: number] {
  const split = address.lastIndexOf(":");
  return [address.slice(0, split).replace(/^\[|\]$/g, ""), Number(address.slice(split + 1))];
}
