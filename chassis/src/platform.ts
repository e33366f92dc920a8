import type { Clock } from "@quad/clock";
import { systemClock } from "@quad/clock";
import { deriveSecret, type SettingsOf } from "@quad/config";
import { cluster } from "@quad/database";
import { type Lifecycle, managed } from "@quad/lifecycle";
import type { Ask } from "@quad/rpc";
import type { Logger } from "@quad/telemetry";
import { v7 as uuidv7 } from "uuid";
import { type AdapterContext, openAdapter, type Ports } from "./adapters.ts";
import type { campusSettings } from "./campus-settings.ts";
import { lazyCalls } from "./lazy-calls.ts";

/** What the services of one process share. Stopping it stops the ports that were opened. */
export interface Platform extends Lifecycle {
  readonly settings: PlatformSettings;
  readonly log: Logger;
  readonly clock: Clock;
  /** Base URLs of services by name; a service that starts in this process adds itself. */
  readonly addresses: Map<string, string>;
  /** Calls to other services, wherever they run. */
  readonly ask: Ask;
  newId(): string;
  secret(purpose: string): string;
  /** The URL of a database, with a role of its own; both are created when missing. */
  databaseUrl(name: string): Promise<string>;
  /** The adapter of a port, opened and started at the first call. */
  port<Name extends keyof Ports>(name: Name): Promise<Ports[Name]>;
}

export type PlatformSettings = SettingsOf<typeof campusSettings>;

export interface PlatformOptions {
  readonly settings: PlatformSettings;
  /** URL of a role that may create roles and databases. */
  readonly postgresUrl: string;
  /** From which every password and signing key of the campus is derived. */
  readonly masterSecret: string;
  readonly log: Logger;
  readonly clock?: Clock;
}

export function platform(options: PlatformOptions): Platform {
  const { settings, log, masterSecret, clock = systemClock } = options;
  const server = cluster({ adminUrl: options.postgresUrl, secret: masterSecret });
  const ports = new Map<keyof Ports, Promise<Lifecycle>>();
  const addresses = new Map(parsePeers(settings.QUAD_PEERS));
  const calls = lazyCalls({ addressOf: (service) => addresses.get(service) });

  const secret = (purpose: string) => deriveSecret(masterSecret, purpose);
  const context = (url: string): AdapterContext => ({
    url: new URL(url),
    clock,
    log,
    databaseUrl,
    secret,
    addressOf: (service) => addresses.get(service),
    settings,
  });
  const databaseUrl = (name: string) =>
    server.ensureDatabase(`${settings.QUAD_DATABASE_PREFIX}${name}`);
  const urls = {
    bus: settings.QUAD_BUS,
    charge: settings.QUAD_CHARGE,
    locks: settings.QUAD_LOCK,
    mailer: settings.QUAD_MAILER,
  };

  /** One that does not open is forgotten, so that the next call tries again. */
  async function openPort<Name extends keyof Ports>(name: Name) {
    try {
      const port = await openAdapter(name, context(urls[name]));
      await port.start();
      return port;
    } catch (error) {
      ports.delete(name);
      throw error;
    }
  }

  const lifecycle = managed({
    start: async () => {},
    async stop() {
      const opened = [...ports.values()];
      ports.clear();
      await calls.stop();
      await Promise.all(opened.map((port) => port.then((running) => running.stop())));
    },
  });

  return {
    settings,
    log,
    clock,
    addresses,
    ask: calls.ask,
    newId: uuidv7,
    secret,
    databaseUrl,
    port<Name extends keyof Ports>(name: Name) {
      const opened = ports.get(name) ?? openPort(name);
      ports.set(name, opened);
      return opened as Promise<Ports[Name]>;
    },
    start: lifecycle.start,
    stop: lifecycle.stop,
  };
}

function parsePeers(text: string): [string, string][] {
  return text
    .split(",")
    .filter((peer) => peer.includes("="))
    .map((peer) => {
      const split = peer.indexOf("=");
      return [peer.slice(0, split).trim(), peer.slice(split + 1).trim()];
    });
}
