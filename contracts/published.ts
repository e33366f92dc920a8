import { breakingChanges } from "./compare-schemas.ts";
import type { CallDefinition, EventDefinition } from "./index.ts";

type Schema = Parameters<typeof breakingChanges>[0];

/** What crosses wires, by a name that never changes its meaning: `orders.order-created/1`. */
export type Published = Readonly<Record<string, Schema>>;

const contracts = Object.values<unknown>(await import("./index.ts"));

/** The schemas of today's events and calls. */
export function currentSchemas(): Published {
  const all = contracts.flatMap(schemasOf);
  const sorted = all.toSorted(([one], [other]) => (one < other ? -1 : 1));
  // As it is on the wire: what a schema library keeps beside is not part of it.
  return JSON.parse(JSON.stringify(Object.fromEntries(sorted)));
}

/** What today's contracts would break for whoever knows the published ones, a sentence each. */
export function brokenContracts(published: Published, current: Published): string[] {
  return Object.entries(published).flatMap(([name, schema]) => {
    const now = current[name];
    if (!now) return [`${name} would be gone`];
    return breakingChanges(schema, now).map((change) => `${name}: ${change}`);
  });
}

function schemasOf(value: unknown): [string, Schema][] {
  if (typeof value !== "object" || value === null || !("owner" in value)) return [];
  if ("type" in value) {
    const { type, version, schema } = value as EventDefinition;
    return [[`${type}/${version}`, schema as unknown as Schema]];
  }
  const { name, request, answer } = value as CallDefinition;
  return [
    [`${name}/request`, request as unknown as Schema],
    [`${name}/answer`, answer as unknown as Schema],
  ];
}
