import { bootService, chassisErrors, type Service } from "@quad/chassis";
import { readSettings } from "@quad/config";
import { type Lifecycle, sequence } from "@quad/lifecycle";
import { createLogger, installTracing } from "@quad/telemetry";
import { allSettings, campusConfig, type Environment, settingsOf } from "./campus-config.ts";
import { isCampusSetting } from "./child-environment.ts";
import { grantedPlatform, ownPlatform } from "./open-platform.ts";
import { openPostgres } from "./postgres.ts";
import { loadService, serviceNames } from "./services.ts";
import { stopRequested } from "./stop-signals.ts";

/**
 * Runs one service until it is told to stop. Errors: SERVICE_UNKNOWN, CONFIG_INVALID, and those of
 * its start.
 */
export async function serveService(name: string, environment: Environment): Promise<void> {
  installTracing();
  const stop = stopRequested();
  const service = await loadService(name);
  if (!service) throw chassisErrors.SERVICE_UNKNOWN({ name, known: serviceNames.join(", ") });
  await refuseUnknown(service, environment);
  const settings = campusConfig(environment);
  const log = createLogger({
    service: name,
    level: settings.QUAD_LOG_LEVEL,
    format: settings.QUAD_LOG_FORMAT,
  });
  const options = { settings, log, isShared: true };
  const before: Lifecycle[] = [];
  if (settings.QUAD_GRANT) before.push(grantedPlatform(options));
  else {
    const postgres = await openPostgres(settings, log);
    await postgres.start();
    before.push({ start: async () => {}, stop: postgres.stop });
    before.push(await ownPlatform(postgres.url, options));
  }
  const platform = before.at(-1) as ReturnType<typeof grantedPlatform>;
  const [host, port] = splitAddress(settings.QUAD_LISTEN);
  const running = bootService(service, { platform, host, port, environment });
  const all = sequence([...before, running]);
  try {
    await all.start();
    log.info(`${name} listens on ${running.url}`);
    log.info(`stopping: ${await stop}`);
  } finally {
    await all.stop();
    if (process.connected) process.disconnect();
  }
}

/**
 * What is no setting of this service may be one of another: those are loaded only to find out.
 * Error: CONFIG_INVALID.
 */
async function refuseUnknown(service: Service, environment: Environment): Promise<void> {
  const own = settingsOf(service);
  const isKnown = (name: string) => isCampusSetting(name) || Object.hasOwn(own, name);
  const foreign = Object.keys(environment).filter(
    (name) => name.startsWith("QUAD_") && environment[name] && !isKnown(name),
  );
  if (foreign.length > 0) readSettings(await allSettings(), environment);
}

function splitAddress(address: string): [host: string, port: number] {
  const split = address.lastIndexOf(":");
  return [address.slice(0, split).replace(/^\[|\]$/g, ""), Number(address.slice(split + 1))];
}
