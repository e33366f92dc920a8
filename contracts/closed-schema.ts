import type { TSchema } from "typebox";

type Node = Record<string, unknown>;

/** Where a schema holds others: by name, in a list, or one (or a list of them). */
const BY_NAME = ["properties", "patternProperties", "$defs"];
const IN_LIST = ["anyOf", "oneOf", "prefixItems"];
const ALONE = ["items", "additionalProperties"];

/**
 * The schema with every object in it closed: unknown fields are refused, coming in and going out.
 * An object that says `additionalProperties` itself stays as it is.
 * TypeError for `Type.Intersect`: its parts would refuse each other's fields.
 */
export function closed<Schema extends TSchema>(schema: Schema): Schema {
  return close(schema) as Schema;
}

function close(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(close);
  if (!isNode(node)) return node;
  if ("allOf" in node) {
    throw new TypeError(
      "Type.Intersect cannot be closed: use Type.Interface or spread properties.",
    );
  }
  // The kinds of TypeBox are properties that do not enumerate, so descriptors are copied.
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(node)) as Node;
  for (const key of [...IN_LIST, ...ALONE]) {
    if (key in node) copy[key] = close(node[key]);
  }
  for (const key of BY_NAME) {
    const parts = node[key];
    if (!isNode(parts)) continue;
    copy[key] = Object.fromEntries(Object.entries(parts).map(([name, at]) => [name, close(at)]));
  }
  if (node.type === "object") copy.additionalProperties ??= false;
  return copy;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}
