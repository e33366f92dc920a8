import { type Database, openDatabase, type Tx } from "@quad/database";
import { type EventStore, upcasters } from "@quad/event-store";
import type { Sagas } from "@quad/saga";
import { connectionsOf } from "../campus/connection-budget.ts";
import type { Platform } from "../campus/platform.ts";
import type { Kit, OptionalPorts } from "../kit.ts";
import type { Manifest } from "../manifest.ts";
import { openPort } from "../ports/open-port.ts";
import { statePorts } from "../ports/ports.ts";
import { countedSagas } from "./counted-sagas.ts";
import { serviceSettings } from "./service-settings.ts";

interface KitOptions {
  readonly platform: Platform;
  /** Where the values of the service's own settings come from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Sagas that are worked on at the same time; 0 leaves them to the service itself. */
  readonly sagasMax?: number;
}

/** What a kit may hold; the type of each service's kit says what its manifest asked for. */
export interface FullKit extends Kit {
  database?: Database<unknown>;
  events?: EventStore<Tx<unknown>>;
  resources?: Readonly<Record<string, unknown>>;
  sagas?: Sagas<Tx<unknown>>;
}

/** What the manifest asks for. Ports are started; database, events and sagas are not. */
export async function openKit(manifest: Manifest<Kit>, options: KitOptions): Promise<FullKit> {
  const { platform, environment } = options;
  const service = manifest.name;
  const ports: Partial<Record<keyof OptionalPorts, unknown>> = {};
  for (const port of Object.keys(manifest.needs ?? {}) as (keyof OptionalPorts)[]) {
    ports[port] = await platform.portOf(service, port);
  }
  const kit: FullKit = {
    service,
    settings: serviceSettings(manifest, environment),
    log: platform.log.child({ service }),
    clock: platform.clock,
    newId: platform.newId,
    secret: (purpose) => platform.secret(`service/${service}`, purpose),
    services: platform.services,
    addressOf: (name) => platform.addresses.get(name),
    ask: platform.ask,
    compute: platform.compute,
    ...ports,
  };
  await addState(kit, manifest, options);
  return kit;
}

/** What a service keeps: its database and, if it has them, its events, resources and sagas. */
async function addState(
  kit: FullKit,
  manifest: Manifest<Kit>,
  { platform, sagasMax }: KitOptions,
): Promise<void> {
  const { service, clock, log } = kit;
  const { migrations, upcasters: steps, resources, sagas, jobs } = manifest;
  if (!migrations) {
    if (steps || sagas || jobs) {
      throw new TypeError(`${service} has events, sagas or jobs but no database.`);
    }
    if (resources) kit.resources = resources(kit);
    return;
  }
  const url = await platform.databaseUrl(service);
  const poolMax = connectionsOf(manifest);
  const database = openDatabase({ service, url, migrations, clock, log, poolMax });
  const state = { clock, log, database, databaseUrl: url };
  const { settings, isShared } = platform;
  const opening = (setting: keyof typeof settings) => ({
    url: String(settings[setting]),
    isShared,
  });
  kit.database = database;
  if (steps) {
    const context = { ...state, upcasters: upcasters(steps) };
    const { events } = statePorts;
    kit.events = await openPort(events, { ...opening(events.setting), context });
  }
  if (resources) kit.resources = resources(kit);
  if (!sagas) return;
  const concurrencyMax = sagasMax === undefined ? {} : { concurrencyMax: sagasMax };
  // Their steps use all of the kit, so they come last.
  const observer = countedSagas(service);
  const context = { ...state, definitions: sagas(kit), observer, ...concurrencyMax };
  const port = statePorts.sagas;
  kit.sagas = await openPort(port, { ...opening(port.setting), context });
}
