import type { PlatformSettings } from "@quad/chassis";
import { secretFile } from "@quad/config";
import { embeddedPostgres } from "@quad/database";
import type { Lifecycle } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";

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
