import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlatformSettings } from "@quad/chassis";
import { secretFile } from "@quad/config";
import { embeddedPostgres } from "@quad/database";
import type { Lifecycle } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import { readRunFile } from "./campus-home.ts";
import { cliErrors } from "./cli-errors.ts";

/** The campus's database server: one of its own under its home, or the one it is given. */
export interface PostgresServer extends Lifecycle {
  /** URL of a role that may create roles and databases, once started. */
  readonly url: string;
}

export async function openPostgres(
  settings: PlatformSettings,
  log: Logger,
): Promise<PostgresServer> {
  const url = settings.QUAD_POSTGRES;
  if (!url.startsWith("embedded:")) return { url, start: async () => {}, stop: async () => {} };
  const home = settings.QUAD_HOME;
  return embeddedPostgres({ home, password: await secretFile(home, "postgres"), log });
}

/** The server of the campus that runs from this home. Error: CAMPUS_NOT_RUNNING. */
export async function runningPostgresUrl(settings: PlatformSettings): Promise<string> {
  const { QUAD_POSTGRES: url, QUAD_HOME: home } = settings;
  if (!url.startsWith("embedded:")) return url;
  if (!(await readRunFile(home))) throw cliErrors.CAMPUS_NOT_RUNNING({ home });
  const { port } = JSON.parse(await readFile(join(home, "run", "postgres.json"), "utf8"));
  const password = encodeURIComponent(await secretFile(home, "postgres"));
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}
