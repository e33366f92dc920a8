import { parseSetting } from "./parse-setting.ts";
import type { SettingDefinitions } from "./setting-definition.ts";

/** Declares settings. A name or a default that breaks its own rules is a TypeError at once. */
export function defineSettings<const D extends SettingDefinitions>(definitions: D): D {
  for (const [name, definition] of Object.entries(definitions)) {
    if (!/^[A-Z][A-Z0-9_]*$/.test(name)) throw new TypeError(`Not a setting's name: ${name}`);
    // An empty text means "nothing given"; no pattern has to allow for it.
    if (definition.default === "") continue;
    const parsed = parseSetting(definition, String(definition.default));
    if ("fault" in parsed) throw new TypeError(`The default of ${name} ${parsed.fault}.`);
  }
  return Object.freeze(definitions);
}

/** Both sets as one. A name in both is a TypeError: every setting has one owner. */
export function mergeSettings<A extends SettingDefinitions, B extends SettingDefinitions>(
  one: A,
  other: B,
): A & B {
  const clash = Object.keys(one).find((name) => Object.hasOwn(other, name));
  if (clash) throw new TypeError(`Setting declared twice: ${clash}`);
  return Object.freeze({ ...one, ...other });
}
