import { configErrors } from "./config-errors.ts";
import { nearestName } from "./nearest-name.ts";
import { expectedText, parseSetting } from "./parse-setting.ts";
import type { SettingDefinition, SettingDefinitions, SettingsOf } from "./setting-definition.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

// Names with this prefix belong to Quad, so one that is not declared is a slip of the pen.
const PREFIX = "QUAD_";

/**
 * The value of every setting: the environment's, or the default where a variable is missing or
 * empty. Error: CONFIG_INVALID, with every problem on a line of its own.
 */
export function readSettings<D extends SettingDefinitions>(
  definitions: D,
  environment: Environment,
): SettingsOf<D> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, definition] of Object.entries(definitions)) {
    const text = environment[name] || String(definition.default);
    const parsed = text === "" ? { value: "" } : parseSetting(definition, text);
    if ("value" in parsed) values[name] = parsed.value;
    else problems.push(problemText(name, definition, text, parsed.fault));
  }
  for (const name of Object.keys(environment)) {
    if (!name.startsWith(PREFIX) || Object.hasOwn(definitions, name)) continue;
    if (environment[name]) problems.push(unknownText(name, Object.keys(definitions)));
  }
  if (problems.length > 0) throw configErrors.CONFIG_INVALID({ problems: problems.join("\n") });
  return Object.freeze(values) as SettingsOf<D>;
}

function problemText(name: string, definition: SettingDefinition, text: string, fault: string) {
  const given = definition.secret ? "its value, a secret not shown here," : JSON.stringify(text);
  return `${name}: ${given} ${fault}; expected ${expectedText(definition)}.`;
}

function unknownText(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  if (nearest) return `${name}: there is no such setting; did you mean ${nearest}?`;
  return `${name}: there is no such setting; \`quad config\` lists them all.`;
}
