export { configErrors } from "./config-errors.ts";
export { defineSettings, mergeSettings } from "./define-settings.ts";
export { deriveSecret } from "./derive-secret.ts";
export { describeSettings, type SettingRow } from "./describe-settings.ts";
export { type Environment, readSettings } from "./read-settings.ts";
export { secretFile } from "./secret-file.ts";
export type {
  SettingDefinition,
  SettingDefinitions,
  SettingsOf,
  SettingValue,
} from "./setting-definition.ts";
