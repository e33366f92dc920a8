export { configErrors } from "./config-errors.ts";
export { deriveSecret } from "./derive-secret.ts";
export { describeSettings, type SettingRow } from "./describe-settings.ts";
export { type Environment, readSettings } from "./read-settings.ts";
export { secretFile } from "./secret-file.ts";
export {
  defineSettings,
  mergeSettings,
  type SettingDefinition,
  type SettingDefinitions,
  type SettingsOf,
  type SettingValue,
} from "./setting-definitions.ts";
