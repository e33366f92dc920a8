import { type Database, openDatabase, type Tx } from "@quad/database";
import type { Sagas } from "@quad/saga";
import { openSagas } from "./adapters.ts";
import type { Kit, OptionalPorts } from "./kit.ts";
import type { Manifest } from "./manifest.ts";
import type { Platform } from "./platform.ts";
import { serviceSettings } from "./service-settings.ts";

interface KitOptions {
  readonly platform: Platform;
  /** Where the values of the service's own settings come from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Sagas that are worked on at the same time; 0 leaves them to the service itself. */
  readonly sagasMax?: number;
}

/** What a kit may hold; the type of each service's kit says what its manifest asked for. */
export type FullKit = Kit & { database?: Database<unknown>; sagas?: Sagas<Tx<unknown>> };

/** What the manifest asks for. Ports are started, database and sagas are not. */
export async function openKit(manifest: Manifest<Kit>, options: KitOptions): Promise<FullKit> {
  const { name: service, migrations, needs = {} } = manifest;
  const { platform, environment, sagasMax } = options;
  const { clock } = platform;
  const log = platform.log.child({ service });
  const ports: Partial<Record<keyof OptionalPorts, unknown>> = {};
  for (const port of Object.keys(needs) as (keyof OptionalPorts)[]) {
    ports[port] = await platform.port(port);
  }
  const url = migrations ? await platform.databaseUrl(service) : "";
  const database = migrations && openDatabase<unknown>({ service, url, migrations, clock, log });
  const kit: FullKit = {
    service,
    settings: serviceSettings(manifest, environment),
    log,
    clock,
    newId: platform.newId,
    secret: (purpose) => platform.secret(`${service}/${purpose}`),
    addressOf: (name) => platform.addresses.get(name),
    ask: platform.ask,
    ...ports,
    ...(database && { database }),
  };
  // Their steps use the kit, so it comes first.
  const definitions = manifest.sagas?.(kit);
  if (!definitions) return kit;
  if (!database) throw new TypeError(`${service} has sagas but no database.`);
  const concurrencyMax = sagasMax === undefined ? {} : { concurrencyMax: sagasMax };
  kit.sagas = await openSagas({ database, url, definitions, clock, log, ...concurrencyMax });
  return kit;
}
