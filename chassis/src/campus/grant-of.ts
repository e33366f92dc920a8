import type { Kit } from "../kit.ts";
import type { Manifest, Service } from "../manifest.ts";
import { type SharedPorts, sharedPorts } from "../ports/ports.ts";
import { type Credentials, type Grant, recordGrant } from "./credentials.ts";
import { portsOf } from "./needed-ports.ts";
import { openShared, type PlatformOptions } from "./platform.ts";

type GrantOptions = Required<Pick<PlatformOptions, "settings" | "log" | "clock">> & {
  readonly credentials: Credentials;
};

/**
 * What a service needs to run in a process of its own, found by opening what its manifest asks
 * for, without starting it. Databases and roles are created when missing. Errors: those of
 * `openPort`, PORT_NOT_SHARED among them, and of creating databases.
 */
export async function grantOf(service: Service, options: GrantOptions): Promise<Grant> {
  const manifest = service as unknown as Manifest<Kit>;
  const recorded = recordGrant(options.credentials);
  recorded.secret(`service/${manifest.name}`);
  if (manifest.migrations) await recorded.databaseUrl(manifest.name);
  const reachable = { ...options, credentials: recorded, addresses: new Map<string, string>() };
  for (const port of portsOf(manifest)) await openShared(port, reachable, true);
  return recorded.grant;
}

/**
 * Opens the chosen adapter of every shared port, also of those that no service needs today, and
 * starts none. Errors: those of `openPort`, PORT_NOT_SHARED among them.
 */
export async function refuseUnshared(options: Omit<GrantOptions, "credentials">): Promise<void> {
  // Opening reaches nothing, so that any address will do.
  const nowhere = { databaseUrl: async () => "postgres://nowhere/none", secret: () => "none" };
  const reachable = { ...options, credentials: nowhere, addresses: new Map<string, string>() };
  for (const port of Object.keys(sharedPorts) as (keyof SharedPorts)[]) {
    await openShared(port, reachable, true);
  }
}
