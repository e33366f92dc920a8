import { mergeSettings, type SettingDefinition, type SettingDefinitions } from "@quad/config";
import { type AnyPort, allPorts, type PortSetting } from "./ports.ts";

const FILE = "file:";

/** The setting of each port that chooses its adapter, documented from its declaration. */
export const portSettings = Object.fromEntries(
  allPorts.map((port) => [port.setting, settingOf(port)]),
) as Readonly<Record<PortSetting, PortSettingDefinition>>;

/** What adapters are told beside their URL. */
export const adapterSettings: SettingDefinitions = allPorts.reduce<SettingDefinitions>(
  (all, { settings = {} }) => mergeSettings(all, settings),
  {},
);

type PortSettingDefinition = Extract<SettingDefinition, { kind: "url" }>;

function settingOf({ default: standard, meaning, adapters }: AnyPort): PortSettingDefinition {
  const choices = Object.entries(adapters).map(([scheme, { note }]) =>
    note ? `${scheme} (${note})` : scheme,
  );
  return {
    kind: "url",
    schemes: [...Object.keys(adapters), FILE].map((scheme) => scheme.slice(0, -1)),
    default: standard,
    secret: true,
    meaning: `${meaning}: ${[...choices, `${FILE}<module>`].join(" | ")}.`,
  };
}
