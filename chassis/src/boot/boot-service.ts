import type { Bus } from "@quad/bus";
import { outboxRelay } from "@quad/database";
import { type HttpServer, httpServer } from "@quad/http";
import { type Lifecycle, managed, sequence } from "@quad/lifecycle";
import { installMetrics, scrapeMetrics } from "@quad/telemetry";
import { listenAddress } from "../campus/listen-address.ts";
import { portsOf } from "../campus/needed-ports.ts";
import type { Platform } from "../campus/platform.ts";
import { PUBLIC_SERVICE } from "../campus/public-service.ts";
import { chassisErrors } from "../chassis-errors.ts";
import { busListener } from "../consume/bus-listener.ts";
import { consumerGroup } from "../consume/consumer-group.ts";
import type { DatabaseKit, Kit } from "../kit.ts";
import type { Manifest, Service } from "../manifest.ts";
import { measuredPublishing } from "./measured-publishing.ts";
import { observedState } from "./observed-state.ts";
import { type FullKit, openKit } from "./open-kit.ts";
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
  let server: HttpServer | undefined;

  async function assemble(): Promise<Lifecycle> {
    const [kit] = await Promise.all([openKit(manifest, options), installMetrics()]);
    const { consumers = [], listens } = manifest;
    const bus = portsOf(manifest).includes("bus") ? await platform.port("bus") : undefined;
    const servers = serversOf(manifest, kit, { ...options, bus });
    [server] = servers;
    return sequence([
      ...stateOf(kit),
      observedState(kit, manifest.readModels ?? []),
      { start: async () => manifest.prepare?.(kit), stop: async () => {} },
      ...(await workersOf(manifest, kit, bus)),
      ...(bus && listens ? [busListener({ service: manifest.name, kit, bus, listens })] : []),
      ...servers,
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

/** What answers over HTTP, and where nobody from outside comes, with what is measured. */
function serversOf(
  manifest: Manifest<Kit>,
  kit: FullKit,
  { platform, host, port, bus }: BootOptions & { bus: Bus | undefined },
): [HttpServer, ...HttpServer[]] {
  const { name, summary, routes, calls = [], plugins, statuses = {} } = manifest;
  const { log } = kit;
  const ready = readiness({ manifest, kit, bus });
  const about = { service: name, summary, version: VERSION, kit, log, ready };
  const table = { routes: [...routes, ...calls], plugins: plugins?.(kit) ?? [], statuses };
  const metrics = scrapeMetrics;
  if (name !== PUBLIC_SERVICE) return [httpServer({ ...about, ...table, host, port, metrics })];
  const server = httpServer({ ...about, ...table, host, port });
  const { QUAD_METRICS_LISTEN: inside } = platform.settings;
  if (inside === "") return [server];
  return [server, httpServer({ ...about, ...listenAddress(inside), routes: [], metrics })];
}

/** What the service keeps, in the order in which the later need the earlier. */
function stateOf({ database, events, resources = {}, sagas }: FullKit): Lifecycle[] {
  const parts = [database, events, ...Object.values(resources).filter(isLifecycle), sagas];
  return parts.filter((part) => part !== undefined);
}

/** What works beside the server: it carries events to the bus, and does chores at their times. */
async function workersOf(
  manifest: Manifest<Kit>,
  kit: FullKit,
  bus: Bus | undefined,
): Promise<Lifecycle[]> {
  const { database, log, clock } = kit;
  const { emits = [], jobs = [] } = manifest;
  const parts: Lifecycle[] = [];
  if (bus && database && emits.length > 0) {
    const measured = measuredPublishing(manifest.name, bus);
    parts.push(outboxRelay({ database, bus: measured, log, clock }));
  }
  if (jobs.length > 0) {
    // Most services have none, and the calendar takes its time to load.
    const { jobRunner } = await import("../jobs/job-runner.ts");
    parts.push(jobRunner(kit as DatabaseKit<unknown>, jobs));
  }
  return parts;
}

function isLifecycle(resource: unknown): resource is Lifecycle {
  const { start, stop } = (resource ?? {}) as Partial<Lifecycle>;
  return typeof start === "function" && typeof stop === "function";
}

/** Of every service: they are released together. */
const VERSION = "0.1.0";
