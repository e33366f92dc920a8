import { connectionLimit } from "@quad/database";
import { chassisErrors } from "../chassis-errors.ts";
import type { Kit } from "../kit.ts";
import type { Manifest, Service } from "../manifest.ts";
import { adapterUrl } from "../ports/open-port.ts";
import { type SharedPorts, sharedPorts } from "../ports/ports.ts";
import type { PlatformSettings } from "./campus-settings.ts";
import { portsOf } from "./needed-ports.ts";

const WITH_DATABASE = 3;
const WITH_EVENTS = 4;

/** Connections that the pool of a service's database may hold. */
export function connectionsOf(manifest: Manifest<Kit>): number {
  if (!manifest.migrations) return 0;
  return manifest.connections ?? (manifest.upcasters ? WITH_EVENTS : WITH_DATABASE);
}

export interface BudgetOptions {
  /** The services of each process that is counted. */
  readonly processes: readonly (readonly Service[])[];
  readonly settings: PlatformSettings;
  /** The URL of a database of the campus's server, with a role of its own. */
  readonly databaseUrl: (name: string) => Promise<string>;
}

/**
 * Refuses what could only fail later, under load: more connections than the server lets in. Counted
 * are the pools of services and, once a process, of the adapters that are on the campus's server.
 * Errors: CONNECTIONS_EXCEEDED, and those of reaching the server.
 */
export async function refuseTooManyConnections(options: BudgetOptions): Promise<void> {
  const { processes, settings, databaseUrl } = options;
  const [first] = processes
    .flat()
    .map(manifestOf)
    .filter(({ migrations }) => migrations);
  if (!first) return;
  const sum = processes.reduce(
    (all, services) => all + connectionsOfProcess(services, settings),
    0,
  );
  const limit = await connectionLimit(await databaseUrl(first.name));
  if (sum > limit) throw chassisErrors.CONNECTIONS_EXCEEDED({ sum, limit });
}

/** What a process with these services opens at most. */
export function connectionsOfProcess(
  services: readonly Service[],
  settings: PlatformSettings,
): number {
  const manifests = services.map(manifestOf);
  const ports = new Set(manifests.flatMap(portsOf));
  const ofServices = manifests.map(connectionsOf);
  const ofPorts = [...ports].map((port) => connectionsOfPort(port, settings));
  return [...ofServices, ...ofPorts].reduce((all, count) => all + count, 0);
}

/** None on the campus's server when its URL names another one. */
function connectionsOfPort(name: keyof SharedPorts, settings: PlatformSettings): number {
  const { setting, adapters } = sharedPorts[name];
  const { protocol, host } = adapterUrl(settings[setting]);
  if (host !== "") return 0;
  const known = adapters as Readonly<Record<string, { readonly connections?: number }>>;
  return known[protocol]?.connections ?? 0;
}

function manifestOf(service: Service): Manifest<Kit> {
  return service as unknown as Manifest<Kit>;
}
