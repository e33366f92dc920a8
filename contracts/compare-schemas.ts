type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
interface Schema {
  readonly [key: string]: Json;
}

/** What says nothing about what is legal. */
const WORDS: ReadonlySet<string> = new Set(["title", "description", "examples", "$comment"]);

/**
 * What a change of a published JSON schema would break, a sentence each; empty when whoever knows
 * only one of the two understands all that was written by the other. That is so for new optional
 * fields and for words about it, and for nothing else.
 */
export function breakingChanges(before: Schema, after: Schema, path = "data"): string[] {
  const { properties: had = {}, required: needed = [], ...rules } = before;
  const { properties: has = {}, required: needs = [], ...newRules } = after;
  return [
    ...changedRules(rules, newRules, path),
    ...changedFields(had as Fields, has as Fields, path),
    ...changedNeeds(needed as string[], needs as string[], path),
  ];
}

type Fields = Readonly<Record<string, Schema>>;

/** All but fields; what is nested, such as the items of a list, is compared in the same way. */
function changedRules(before: Schema, after: Schema, path: string): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => !WORDS.has(name))
    .flatMap((name) => {
      const [one, other] = [before[name], after[name]];
      if (isSchema(one) && isSchema(other)) return breakingChanges(one, other, `${path}.${name}`);
      if (JSON.stringify(one) === JSON.stringify(other)) return [];
      return [`${path}: ${name} was ${textOf(one)} and would be ${textOf(other)}`];
    });
}

function changedFields(before: Fields, after: Fields, path: string): string[] {
  return Object.entries(before).flatMap(([name, schema]) => {
    const newer = after[name];
    const here = `${path}.${name}`;
    return newer ? breakingChanges(schema, newer, here) : [`${here} would be gone`];
  });
}

function changedNeeds(before: readonly string[], after: readonly string[], path: string): string[] {
  const added = after.filter((name) => !before.includes(name));
  const dropped = before.filter((name) => !after.includes(name));
  return [
    ...added.map((name) => `${path}.${name} would be required`),
    ...dropped.map((name) => `${path}.${name} would no longer be required`),
  ];
}

function isSchema(value: Json | undefined): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: Json | undefined): string {
  return value === undefined ? "not there" : JSON.stringify(value);
}
