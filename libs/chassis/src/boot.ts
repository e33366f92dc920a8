import { type Database, openDatabase, outboxRelay, type Tx } from "@quad/database";
import { type EventStore, upcasters } from "@quad/event-store";
import { httpServer } from "@quad/http";
import { type Lifecycle, managed, sequence } from "@quad/lifecycle";
import type { Sagas } from "@quad/saga";
import { openEvents, openSagas } from "./adapters.ts";
import { chassisErrors } from "./chassis-errors.ts";
import { consumerGroup } from "./consumer-group.ts";
import type { Kit, OptionalPorts } from "./kit.ts";
import type { Manifest, Service } from "./manifest.ts";
import type { Platform } from "./platform.ts";
import { readiness } from "./readiness.ts";
import { serviceSettings } from "./service-settings.ts";

/** A service that runs, or can. */
export interface RunningService extends Lifecycle {
  readonly name: string;
  /** Base URL, while it runs. */
  readonly url: string;
  openapi(): object;
}

export interface BootOptions {
  readonly platform: Platform;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Where the values of the service's own settings come from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Turns a manifest into a running service. Parts start in an order in which each finds what it
 * needs, and stop in reverse: first no new work, then the outbox is drained, then the database
 * is closed. Error: SERVICE_NOT_STARTED with the cause.
 */
export function bootService(service: Service, options: BootOptions): RunningService {
  const manifest = service as unknown as Manifest<Kit>;
  const { platform } = options;
  let parts: Lifecycle | undefined;
  let server: ReturnType<typeof httpServer<Kit>> | undefined;

  async function assemble(): Promise<Lifecycle> {
    const kit = await openKit(manifest, options);
    const { log } = kit;
    const { database } = kit;
    const { clock } = platform;
    const { consumers = [], emits = [] } = manifest;
    const bus = consumers.length + emits.length > 0 ? await platform.port("bus") : undefined;
    server = httpServer({
      service: manifest.name,
      summary: manifest.summary,
      version: VERSION,
      kit,
      routes: [...manifest.routes, ...(manifest.calls ?? [])],
      plugins: manifest.plugins?.(kit) ?? [],
      statuses: manifest.statuses ?? {},
      log,
      host: options.host,
      port: options.port,
      ready: readiness({ manifest, kit, bus }),
    });
    return sequence([
      ...[database, kit.events, kit.sagas].filter((part) => part !== undefined),
      { start: async () => manifest.prepare?.(kit), stop: async () => {} },
      ...(bus && database && emits.length > 0 ? [outboxRelay({ database, bus, log, clock })] : []),
      ...(manifest.background?.(kit) ?? []),
      server,
      ...(bus && consumers.length > 0
        ? [consumerGroup({ service: manifest.name, kit, bus, consumers })]
        : []),
    ]);
  }

  const lifecycle = managed({
    async start() {
      try {
        parts = await assemble();
        await parts.start();
        if (server) platform.addresses.set(manifest.name, server.url);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw chassisErrors.SERVICE_NOT_STARTED({ service: manifest.name, reason }, error);
      }
    },
    async stop() {
      await parts?.stop();
      parts = undefined;
    },
  });

  return {
    name: manifest.name,
    get url() {
      return server?.url ?? "";
    },
    openapi: () => server?.openapi() ?? {},
    start: lifecycle.start,
    stop: lifecycle.stop,
  };
}

/** Of every service: they are released together. */
const VERSION = "0.1.0";

/** What a kit may hold; the type of each service's kit says what its manifest asked for. */
interface FullKit extends Kit {
  database?: Database<unknown>;
  events?: EventStore<Tx<unknown>>;
  sagas?: Sagas<Tx<unknown>>;
}

async function openKit(manifest: Manifest<Kit>, options: BootOptions): Promise<FullKit> {
  const { platform, environment } = options;
  const log = platform.log.child({ service: manifest.name });
  const ports: Partial<Record<keyof OptionalPorts, unknown>> = {};
  for (const name of Object.keys(manifest.needs ?? {}) as (keyof OptionalPorts)[]) {
    ports[name] = await platform.port(name);
  }
  const kit: FullKit = {
    service: manifest.name,
    settings: serviceSettings(manifest, environment),
    log,
    clock: platform.clock,
    newId: platform.newId,
    secret: (purpose) => platform.secret(`${manifest.name}/${purpose}`),
    addressOf: (name) => platform.addresses.get(name),
    ask: platform.ask,
    ...ports,
    ...(manifest.migrations && (await openState(manifest, platform))),
  };
  const { database, clock } = kit;
  if (manifest.upcasters && !database) throw new TypeError(`${manifest.name} has no database.`);
  // Their steps use the kit, so it comes first.
  const definitions = manifest.sagas?.(kit);
  if (definitions && !database) throw new TypeError(`${manifest.name} has sagas but no database.`);
  if (definitions && database) kit.sagas = await openSagas({ database, definitions, clock, log });
  return kit;
}

/** Subscriptions work beside requests: they must not have to wait for each other's connections. */
const POOL_MAX_WITH_EVENTS = 6;

/** What a service keeps: its database, and in it the streams of its events, if it has any. */
async function openState(
  { name, migrations, upcasters: steps }: Manifest<Kit>,
  { databaseUrl, clock, log: parent }: Platform,
): Promise<Pick<FullKit, "database" | "events">> {
  if (!migrations) throw new TypeError(`${name} has no migrations.`);
  const log = parent.child({ service: name });
  const url = await databaseUrl(name);
  const options = { service: name, url, migrations, clock, log };
  if (!steps) return { database: openDatabase(options) };
  const database = openDatabase({ ...options, poolMax: POOL_MAX_WITH_EVENTS });
  const events = await openEvents({ database, url, clock, log, upcasters: upcasters(steps) });
  return { database, events };
}
