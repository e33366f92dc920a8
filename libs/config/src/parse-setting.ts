import { durationMs } from "./duration.ts";
import type { SettingDefinition } from "./setting-definition.ts";

const PORT_MAX = 65_535;

/** The value of a text, or what is wrong with it, as the end of a sentence about it. */
export type Parsed = { readonly value: string | number | boolean } | { readonly fault: string };

/** Reads a text by the rules of its definition. */
export function parseSetting(definition: SettingDefinition, text: string): Parsed {
  switch (definition.kind) {
    case "port":
      return parseInteger(text, 0, PORT_MAX);
    case "integer":
      return parseInteger(text, definition.min, definition.max);
    case "boolean":
      if (text !== "true" && text !== "false") return { fault: "is neither true nor false" };
      return { value: text === "true" };
    case "duration": {
      const value = durationMs(text);
      return value === undefined ? { fault: "is not a duration" } : { value };
    }
    case "oneOf":
      return definition.options.includes(text) ? { value: text } : { fault: "is not a choice" };
    case "url":
      return parseUrl(text, definition.schemes);
    case "path":
      return { value: text };
    case "string": {
      const fits = new RegExp(definition.pattern ?? "").test(text);
      return fits ? { value: text } : { fault: "has the wrong form" };
    }
    default:
      return definition satisfies never;
  }
}

/** What a definition accepts, as the end of the sentence "expected …". */
export function expectedText(definition: SettingDefinition): string {
  const example = definition.default === "" ? "" : `, such as ${definition.default}`;
  switch (definition.kind) {
    case "port":
      return `a port from 0 (any free one) to ${PORT_MAX}${example}`;
    case "integer":
      return `${integerText(definition.min, definition.max)}${example}`;
    case "boolean":
      return "true or false";
    case "duration":
      return `a whole number and its unit: ms, s, m, h or d${example}`;
    case "oneOf":
      return `one of ${definition.options.join(", ")}`;
    case "url":
      return `${urlText(definition.schemes)}${example}`;
    case "path":
      return `a path${example}`;
    case "string":
      return `${definition.expected ?? `text that matches ${definition.pattern}`}${example}`;
    default:
      return definition satisfies never;
  }
}

function parseInteger(
  text: string,
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
): Parsed {
  const value = Number(text);
  if (!/^-?\d+$/.test(text)) return { fault: "is not a whole number" };
  if (value < min) return { fault: "is too small" };
  if (value > max || !Number.isSafeInteger(value)) return { fault: "is too large" };
  return { value };
}

function parseUrl(text: string, schemes: readonly string[] | undefined): Parsed {
  if (!URL.canParse(text)) return { fault: "is not a URL" };
  const scheme = new URL(text).protocol.slice(0, -1);
  if (schemes && !schemes.includes(scheme)) return { fault: `has the unknown scheme ${scheme}:` };
  return { value: text };
}

function integerText(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return `a whole number from ${min} to ${max}`;
  if (min !== undefined) return `a whole number of at least ${min}`;
  if (max !== undefined) return `a whole number of at most ${max}`;
  return "a whole number";
}

function urlText(schemes: readonly string[] | undefined): string {
  if (!schemes) return "a URL";
  return `a URL that begins with ${schemes.map((scheme) => `${scheme}:`).join(" or ")}`;
}
