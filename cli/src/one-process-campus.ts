import { campus } from "@quad/chassis";
import { readSettings } from "@quad/config";
import type { Lifecycle } from "@quad/lifecycle";
import { allSettings } from "./campus-config.ts";
import { ownPlatform } from "./open-platform.ts";
import type { CampusParts } from "./run-campus.ts";
import { loadServices } from "./services.ts";

/** All services in this process: quick to start and small. Error: CONFIG_INVALID. */
export async function oneProcessCampus(parts: CampusParts): Promise<Lifecycle> {
  const { environment, postgresUrl } = parts;
  readSettings(await allSettings(), environment);
  const platform = await ownPlatform(postgresUrl, parts);
  return campus({ services: await loadServices(), environment, platform });
}
