import { outboxRelay } from "@quad/database";
import { httpServer } from "@quad/http";
import { type Lifecycle, managed, sequence } from "@quad/lifecycle";
import { chassisErrors } from "./chassis-errors.ts";
import { consumerGroup } from "./consumer-group.ts";
import type { Kit } from "./kit.ts";
import type { Manifest, Service } from "./manifest.ts";
import { openKit } from "./open-kit.ts";
import type { Platform } from "./platform.ts";
import { readiness } from "./readiness.ts";

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
    const { log, database, clock } = kit;
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
