import { campusSettings } from "@quad/chassis";
import type { Environment } from "./campus-config.ts";
import type { ServiceGrant } from "./print-grants.ts";

/** What only the owner of the campus knows. */
const OWNERS = ["QUAD_POSTGRES", "QUAD_SECRET"];

/**
 * The environment of one service of an isolated campus: what all are told, its own settings, and
 * what it was granted instead of what the owner of the campus knows.
 */
export function childEnvironment(
  environment: Environment,
  { settings, grant }: ServiceGrant,
): Environment {
  const isFor = (name: string) =>
    !name.startsWith("QUAD_") ||
    (isCampusSetting(name) && !OWNERS.includes(name)) ||
    settings.includes(name);
  const told = Object.entries(environment).filter(([name]) => isFor(name));
  return { ...Object.fromEntries(told), QUAD_GRANT: JSON.stringify(grant) };
}

export function isCampusSetting(name: string): boolean {
  return Object.hasOwn(campusSettings, name);
}
