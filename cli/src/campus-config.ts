import { resolve } from "node:path";
import {
  campusSettings,
  type Manifest,
  type PlatformSettings,
  readCampusSettings,
  type Service,
} from "@quad/chassis";
import { mergeSettings, type SettingDefinitions } from "@quad/config";
import { loadServices } from "./services.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What every process of the campus is told, with a home that is an absolute path. Settings that
 * belong to services are not looked at. Error: CONFIG_INVALID.
 */
export function campusConfig(environment: Environment): PlatformSettings {
  const settings = readCampusSettings(environment);
  return { ...settings, QUAD_HOME: resolve(settings.QUAD_HOME) };
}

/** Every setting of the campus and of its services. */
export async function allSettings(): Promise<SettingDefinitions> {
  const services = await loadServices();
  return services
    .map(settingsOf)
    .reduce<SettingDefinitions>((all, own) => mergeSettings(all, own), campusSettings);
}

export function settingsOf(service: Service): SettingDefinitions {
  return (service as unknown as Manifest<never>).settings ?? {};
}
