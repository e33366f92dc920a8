import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { adapterUrl, openModule, type PlatformSettings } from "@quad/chassis";
import { secretFile } from "@quad/config";
import { embeddedPostgres } from "@quad/database";
import type { Lifecycle } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import { readRunFile } from "./campus-home.ts";
import { cliErrors } from "./cli-errors.ts";
import { makeFolder } from "./make-folder.ts";

/**
 * The campus's database server: one of its own under its home, the one it is given, or what the
 * `open` of a module outside Quad returns.
 */
export interface PostgresServer extends Lifecycle {
  /** URL of a role that may create roles and databases, once started. */
  readonly url: string;
}

/** What a module outside Quad is told of the server that it is to give. */
export interface PostgresContext {
  /** As in the setting, with what the module may read from its query. */
  readonly url: URL;
  /** Where the campus keeps its data. */
  readonly home: string;
  /** For the role that creates roles and databases; the same on every start of this home. */
  readonly password: string;
  readonly log: Logger;
}

/** Not started yet. Error: ADAPTER_MODULE_INVALID. */
export async function openPostgres(
  settings: PlatformSettings,
  log: Logger,
): Promise<PostgresServer> {
  const { QUAD_POSTGRES: text, QUAD_HOME: home } = settings;
  const url = adapterUrl(text);
  if (isRemote(url)) return { url: text, start: async () => {}, stop: async () => {} };
  const given = { home, password: await secretFile(home, "postgres"), log };
  if (url.protocol === "embedded:") return embeddedPostgres(given);
  const context: PostgresContext = { ...given, url };
  return known(await openModule("QUAD_POSTGRES", url, context, faultOf), home);
}

/** The server of the campus that runs from this home. Error: CAMPUS_NOT_RUNNING. */
export async function runningPostgresUrl(settings: PlatformSettings): Promise<string> {
  const { QUAD_POSTGRES: text, QUAD_HOME: home } = settings;
  const url = adapterUrl(text);
  if (isRemote(url)) return text;
  if (!(await readRunFile(home))) throw cliErrors.CAMPUS_NOT_RUNNING({ home });
  if (url.protocol === "file:") return await readFile(urlFile(home), "utf8");
  const { port } = JSON.parse(await readFile(join(home, "run", "postgres.json"), "utf8"));
  const password = encodeURIComponent(await secretFile(home, "postgres"));
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/** While it runs, other commands of this home find where. */
function known(server: PostgresServer, home: string): PostgresServer {
  return {
    get url() {
      return server.url;
    },
    async start() {
      await server.start();
      makeFolder(join(home, "run"));
      await writeFile(urlFile(home), server.url, { mode: 0o600 });
    },
    async stop() {
      await rm(urlFile(home), { force: true });
      await server.stop();
    },
  };
}

function faultOf(server: Partial<PostgresServer> | undefined): string | undefined {
  const { start, stop } = server ?? {};
  if (typeof start !== "function" || typeof stop !== "function") {
    return "has no `start` and `stop`";
  }
  return server && "url" in server ? undefined : "has no `url`";
}

function isRemote({ protocol }: URL): boolean {
  return protocol === "postgres:" || protocol === "postgresql:";
}

function urlFile(home: string): string {
  return join(home, "run", "postgres-url");
}
