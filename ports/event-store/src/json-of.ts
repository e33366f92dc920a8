import { isDeepStrictEqual } from "node:util";

/**
 * A value as JSON, or undefined when what comes back would not be the same value: a date, NaN,
 * `undefined`, an instance of a class, a cycle.
 */
export function jsonOf(value: unknown): string | undefined {
  try {
    const json = JSON.stringify(value);
    return isDeepStrictEqual(JSON.parse(json), value) ? json : undefined;
  } catch {
    return undefined;
  }
}
