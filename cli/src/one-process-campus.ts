import { campus, PUBLIC_SERVICE } from "@quad/chassis";
import { readSettings } from "@quad/config";
import type { Lifecycle } from "@quad/lifecycle";
import { allSettings } from "./campus-config.ts";
import type { CampusParts } from "./campus-parts.ts";
import { ownPlatform } from "./open-platform.ts";
import { loadServices, serviceNames } from "./services.ts";

/** All services in this process: quick to start and small. Error: CONFIG_INVALID. */
export async function oneProcessCampus(parts: CampusParts): Promise<Lifecycle> {
  const { environment, postgresUrl, onChange } = parts;
  readSettings(await allSettings(), environment);
  const platform = await ownPlatform(postgresUrl, parts);
  const all = campus({ services: await loadServices(), environment, platform });
  return {
    async start() {
      await all.start();
      const inner = serviceNames.filter((name) => name !== PUBLIC_SERVICE);
      const at = inner.map((name) => [name, `${all.service(name).url}/metrics`]);
      onChange({ metrics: Object.fromEntries(at) });
    },
    stop: all.stop,
  };
}
