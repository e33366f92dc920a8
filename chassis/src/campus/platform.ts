import type { Clock } from "@quad/clock";
import { systemClock } from "@quad/clock";
import { deriveSecret } from "@quad/config";
import { type Lifecycle, managed } from "@quad/lifecycle";
import type { Ask } from "@quad/rpc";
import { exportTraces, type Logger, type TraceExport } from "@quad/telemetry";
import { v7 as uuidv7 } from "uuid";
import type { Compute } from "../compute/computation.ts";
import { threadPool } from "../compute/thread-pool.ts";
import type { AdapterContext } from "../ports/adapter-context.ts";
import type { PortDefinition } from "../ports/define-port.ts";
import { openPort } from "../ports/open-port.ts";
import { type SharedPorts, sharedPorts } from "../ports/ports.ts";
import type { PlatformSettings } from "./campus-settings.ts";
import type { Credentials } from "./credentials.ts";
import { lazyCalls } from "./lazy-calls.ts";
import type { ServiceFacts } from "./service-facts.ts";

/** What the services of one process share. Stopping it stops the ports that were opened. */
export interface Platform extends Lifecycle {
  readonly settings: PlatformSettings;
  readonly log: Logger;
  readonly clock: Clock;
  /** Every service of the campus, wherever it runs. */
  readonly services: readonly ServiceFacts[];
  /** Whether services run in several processes: what reaches one only is refused then. */
  readonly isShared: boolean;
  /** Base URLs of services by name; a service that starts in this process adds itself. */
  readonly addresses: Map<string, string>;
  /** Calls to other services, wherever they run. */
  readonly ask: Ask;
  /** Does CPU-bound work on the threads of this process. */
  readonly compute: Compute;
  newId(): string;
  /** Of one scope, such as `service/orders`, for one purpose. Error: NOT_GRANTED. */
  secret(scope: string, purpose: string): string;
  /** The URL of a database, with a role of its own. Error: NOT_GRANTED. */
  databaseUrl(name: string): Promise<string>;
  /** The adapter of a port, opened and started at the first call. Errors: those of `openPort`. */
  port<Name extends keyof SharedPorts>(name: Name): Promise<SharedPorts[Name]>;
  /** What a service is given of it, so that its names meet nobody else's. */
  portOf<Name extends keyof SharedPorts>(service: string, name: Name): Promise<SharedPorts[Name]>;
}

export interface PlatformOptions {
  readonly settings: PlatformSettings;
  readonly credentials: Credentials;
  readonly services: readonly ServiceFacts[];
  readonly log: Logger;
  readonly clock?: Clock;
  /** Default false: all services run in this process. */
  readonly isShared?: boolean;
}

export function platform(options: PlatformOptions): Platform {
  const { settings, credentials, services, log, clock = systemClock, isShared = false } = options;
  const ports = new Map<string, Promise<Lifecycle>>();
  const addresses = new Map(parsePeers(settings.QUAD_PEERS));
  const threads = threadPool();
  const calls = lazyCalls({ addressOf: (service) => addresses.get(service) });

  /** One that does not open is forgotten, so that the next call tries again. */
  async function start<Name extends keyof SharedPorts>(name: Name): Promise<SharedPorts[Name]> {
    try {
      const port = await openShared(
        name,
        { settings, credentials, clock, log, addresses },
        isShared,
      );
      await port.start();
      return port;
    } catch (error) {
      ports.delete(name);
      throw error;
    }
  }

  let traces: TraceExport | undefined;
  const lifecycle = managed({
    async start() {
      if (isTraced(settings)) traces = await exportTraces(samplingOf(settings));
    },
    async stop() {
      const opened = [...ports.values()];
      ports.clear();
      await Promise.all([calls.stop(), threads.stop()]);
      await Promise.all(opened.map((port) => port.then((running) => running.stop())));
      await traces?.stop();
      traces = undefined;
    },
  });

  const self: Platform = {
    ...{ settings, log, clock, services, isShared, addresses, ask: calls.ask, newId: uuidv7 },
    compute: threads.compute,
    secret: (scope, purpose) => deriveSecret(credentials.secret(scope), purpose),
    databaseUrl: (name) => credentials.databaseUrl(name),
    port<Name extends keyof SharedPorts>(name: Name) {
      const opened = ports.get(name) ?? start(name);
      ports.set(name, opened);
      return opened as Promise<SharedPorts[Name]>;
    },
    async portOf<Name extends keyof SharedPorts>(service: string, name: Name) {
      const { scope } = definitionOf(name);
      const port = await self.port(name);
      return scope ? scope(port, service) : port;
    },
    start: lifecycle.start,
    stop: lifecycle.stop,
  };
  return self;
}

function isTraced(settings: PlatformSettings): boolean {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own } = settings;
  return all !== "" || own !== "";
}

function samplingOf({
  OTEL_TRACES_SAMPLER: sampler,
  OTEL_TRACES_SAMPLER_ARG: share,
}: PlatformSettings) {
  return { sampler, ratio: Number(share) };
}

type Reachable = Pick<PlatformOptions, "settings" | "credentials" | "log"> &
  Pick<Platform, "clock" | "addresses">;

/** A shared port's adapter, not started. Errors: those of `openPort`, NOT_GRANTED. */
export function openShared<Name extends keyof SharedPorts>(
  name: Name,
  { settings, credentials, clock, log, addresses }: Reachable,
  isShared: boolean,
): Promise<SharedPorts[Name]> {
  const definition = definitionOf(name);
  const context = {
    ...{ clock, log, settings },
    databaseUrl: (database: string) => credentials.databaseUrl(database),
    secret: (purpose: string) => deriveSecret(credentials.secret(`port/${name}`), purpose),
    addressOf: (service: string) => addresses.get(service),
  };
  return openPort(definition, { url: settings[sharedPorts[name].setting], isShared, context });
}

/** Which of them it is does not matter to whoever opens or scopes it. */
function definitionOf<Name extends keyof SharedPorts>(
  name: Name,
): PortDefinition<SharedPorts[Name], AdapterContext> {
  return sharedPorts[name] as unknown as PortDefinition<SharedPorts[Name], AdapterContext>;
}

function parsePeers(text: string): [string, string][] {
  if (text === "") return [];
  return text.split(",").map((peer) => {
    const split = peer.indexOf("=");
    return [
      peer.slice(0, split).trim(),
      peer
        .slice(split + 1)
        .trim()
        .replace(/\/$/, ""),
    ];
  });
}
