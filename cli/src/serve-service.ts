import {
  bootService,
  chassisErrors,
  listenAddress,
  type Platform,
  type PlatformSettings,
  refuseTooManyConnections,
  type Service,
} from "@quad/chassis";
import { readSettings } from "@quad/config";
import { sequence } from "@quad/lifecycle";
import { createLogger, installTracing, type Logger } from "@quad/telemetry";
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
  const { platform, stop: stopPlatform } = await openParts(service, { settings, log });
  const running = bootService(service, {
    ...{ platform, environment },
    ...listenAddress(settings.QUAD_LISTEN),
  });
  const all = sequence([{ start: platform.start, stop: stopPlatform }, running]);
  try {
    await all.start();
    log.info(`${name} listens on ${running.url}`);
    log.info(`stopping: ${await stop}`);
  } finally {
    await all.stop();
    if (process.connected) process.disconnect();
  }
}

interface Parts {
  /** Not started. */
  readonly platform: Platform;
  /** Stops it, and what was started for it. */
  readonly stop: () => Promise<void>;
}

/** By a grant, or as the owner of the campus, who may have to start the database server first. */
async function openParts(
  service: Service,
  { settings, log }: { settings: PlatformSettings; log: Logger },
): Promise<Parts> {
  const options = { settings, log, isShared: true };
  if (settings.QUAD_GRANT) {
    const platform = grantedPlatform(options);
    return { platform, stop: platform.stop };
  }
  const postgres = await openPostgres(settings, log);
  try {
    await postgres.start();
    const platform = await ownPlatform(postgres.url, options);
    const { databaseUrl } = platform;
    await refuseTooManyConnections({ processes: [[service]], settings, databaseUrl });
    return {
      platform,
      stop: () => platform.stop().finally(postgres.stop),
    };
  } catch (error) {
    await postgres.stop();
    throw error;
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
