import { readSettings } from "@quad/config";
import type { Kit } from "../kit.ts";
import type { Manifest } from "../manifest.ts";

/** The values of a manifest's own settings. Error: CONFIG_INVALID. */
export function serviceSettings(
  manifest: Manifest<Kit>,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, unknown>> {
  const definitions = manifest.settings ?? {};
  const own = Object.fromEntries(Object.keys(definitions).map((name) => [name, environment[name]]));
  return readSettings(definitions, own);
}
