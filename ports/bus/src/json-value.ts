/** Nesting deeper than this is taken for a cycle. */
const DEPTH_MAX = 100;

/**
 * Where a value stops being JSON, such as `.items[2].price`: at `undefined`, a function, a date,
 * NaN, an instance of a class. Undefined when all of it is JSON. What `JSON.stringify` would drop
 * or change counts as not JSON: the subscriber would receive something else than was published.
 */
export function notJsonAt(value: unknown, depth = 0): string | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : "";
  if (typeof value !== "object" || depth > DEPTH_MAX) return "";
  return Array.isArray(value) ? notJsonInList(value, depth) : notJsonInRecord(value, depth);
}

function notJsonInList(list: readonly unknown[], depth: number): string | undefined {
  for (let index = 0; index < list.length; index++) {
    const at = notJsonAt(list[index], depth + 1);
    if (at !== undefined) return `[${index}]${at}`;
  }
  return undefined;
}

function notJsonInRecord(record: object, depth: number): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(record);
  if (prototype !== Object.prototype && prototype !== null) return "";
  for (const [name, part] of Object.entries(record)) {
    const at = notJsonAt(part, depth + 1);
    if (at !== undefined) return `.${name}${at}`;
  }
  return undefined;
}
