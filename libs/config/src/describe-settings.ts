import type { Environment } from "./read-settings.ts";
import type { SettingDefinition, SettingDefinitions } from "./setting-definition.ts";

const MASK = "***";

/** One setting as a person reads it; nothing in it is secret. */
export interface SettingRow {
  readonly name: string;
  /** As it was written, not converted. */
  readonly value: string;
  readonly source: "default" | "environment";
  readonly default: string;
  readonly meaning: string;
}

/** What `quad config` prints. It describes also what `readSettings` would refuse. */
export function describeSettings(
  definitions: SettingDefinitions,
  environment: Environment,
): SettingRow[] {
  return Object.entries(definitions).map(([name, definition]) => {
    const standard = masked(definition, String(definition.default));
    const given = environment[name];
    return {
      name,
      value: given ? masked(definition, given) : standard,
      source: given ? "environment" : "default",
      default: standard,
      meaning: definition.meaning,
    };
  });
}

function masked(definition: SettingDefinition, text: string): string {
  if (!definition.secret || text === "") return text;
  if (definition.kind !== "url" || !URL.canParse(text)) return MASK;
  const url = new URL(text);
  if (url.password) url.password = MASK;
  // Clients take passwords and tokens from the query as well.
  for (const key of new Set(url.searchParams.keys())) url.searchParams.set(key, MASK);
  return url.password || url.search ? url.href : text;
}
