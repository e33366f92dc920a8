import {
  grantedCredentials,
  ownerCredentials,
  type Platform,
  type PlatformOptions,
  parseGrant,
  platform,
} from "@quad/chassis";
import { secretFile } from "@quad/config";
import { services } from "./services.ts";

type Opened = Pick<PlatformOptions, "settings" | "log" | "isShared">;

/** What the services of this process share, for whoever owns the campus. */
export async function ownPlatform(postgresUrl: string, options: Opened): Promise<Platform> {
  const credentials = await ownersCredentials(postgresUrl, options.settings);
  return platform({ ...options, credentials, services });
}

/** The same for a service that was granted what it needs, by `QUAD_GRANT`. */
export function grantedPlatform(options: Opened): Platform {
  const credentials = grantedCredentials(parseGrant(options.settings.QUAD_GRANT));
  return platform({ ...options, credentials, services });
}

export async function ownersCredentials(
  postgresUrl: string,
  { QUAD_SECRET, QUAD_HOME, QUAD_DATABASE_PREFIX: prefix }: Opened["settings"],
) {
  const masterSecret = QUAD_SECRET || (await secretFile(QUAD_HOME, "master"));
  return ownerCredentials({ postgresUrl, masterSecret, prefix });
}
