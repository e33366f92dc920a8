import {
  chassisErrors,
  type Grant,
  grantOf,
  nameOf,
  refuseTooManyConnections,
  refuseUnshared,
  type Service,
} from "@quad/chassis";
import { systemClock } from "@quad/clock";
import { readSettings } from "@quad/config";
import { createLogger } from "@quad/telemetry";
import { allSettings, campusConfig, settingsOf } from "./campus-config.ts";
import { ownersCredentials } from "./open-platform.ts";
import { runningPostgresUrl } from "./postgres.ts";
import { loadService, loadServices, serviceNames } from "./services.ts";

/** What a process for one service is given. */
export interface ServiceGrant {
  /** The names of its own settings. */
  readonly settings: readonly string[];
  readonly grant: Grant;
}

/**
 * Prints a line for the environment of one service, or all as JSON. It checks every setting, and
 * that every chosen adapter can be shared by several processes, and that the server lets in the
 * connections of all services with a process each. Errors: CONFIG_INVALID,
 * PORT_NOT_SHARED, CONNECTIONS_EXCEEDED, SERVICE_UNKNOWN, CAMPUS_NOT_RUNNING, and those of creating
 * databases.
 */
export async function printGrants(name: string | undefined): Promise<void> {
  readSettings(await allSettings(), process.env);
  const granting = await prepare();
  if (name === undefined) {
    const services = await loadServices();
    const rows = services.map(async (each) => [nameOf(each), await granting(each)]);
    process.stdout.write(`${JSON.stringify(Object.fromEntries(await Promise.all(rows)))}\n`);
    return;
  }
  const service = await loadService(name);
  if (!service) throw chassisErrors.SERVICE_UNKNOWN({ name, known: serviceNames.join(", ") });
  const { grant } = await granting(service);
  process.stdout.write(`QUAD_GRANT=${JSON.stringify(grant)}\n`);
}

async function prepare() {
  const settings = campusConfig(process.env);
  const log = createLogger({ service: "quad", level: "error", format: settings.QUAD_LOG_FORMAT });
  const options = { settings, log, clock: systemClock };
  await refuseUnshared(options);
  const credentials = await ownersCredentials(await runningPostgresUrl(settings), settings);
  const { databaseUrl } = credentials;
  const processes = (await loadServices()).map((service) => [service]);
  await refuseTooManyConnections({ processes, settings, databaseUrl });
  return async (service: Service): Promise<ServiceGrant> => ({
    settings: Object.keys(settingsOf(service)),
    grant: await grantOf(service, { ...options, credentials }),
  });
}
