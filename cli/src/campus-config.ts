import { resolve } from "node:path";
import { campusSettings, type Manifest, type PlatformSettings } from "@quad/chassis";
import { mergeSettings, readSettings, type SettingDefinitions } from "@quad/config";
import { services } from "./services.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every setting of the campus and of its services. */
export function allSettings(): SettingDefinitions {
  return services
    .map((service) => (service as unknown as Manifest<never>).settings ?? {})
    .reduce<SettingDefinitions>((all, own) => mergeSettings(all, own), campusSettings);
}

/** The campus's settings, with a home that is an absolute path. Error: CONFIG_INVALID. */
export function campusConfig(environment: Environment): PlatformSettings {
  const settings = readSettings(allSettings(), environment) as unknown as PlatformSettings;
  return { ...settings, QUAD_HOME: resolve(settings.QUAD_HOME) };
}
