import type { TLocalizedValidationError } from "typebox/error";

/** One thing that is wrong, for a person: `/items/0/quantity` `must be at least 1`. */
export interface Fault {
  /** JSON pointer; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** What a validator found, in words. Several findings at one place become one sentence. */
export function faultsOf(errors: readonly TLocalizedValidationError[]): Fault[] {
  const places = new Map<string, { said: Set<string>; joint: string }>();
  for (const error of errors) {
    for (const { path, message } of inWords(error)) {
      const place = places.get(path) ?? { said: new Set(), joint: " and " };
      place.said.add(message);
      if (error.schemaPath.includes("/anyOf/")) place.joint = " or ";
      places.set(path, place);
    }
  }
  return [...places].map(([path, { said, joint }]) => ({ path, message: [...said].join(joint) }));
}

const TYPES: Readonly<Record<string, string>> = {
  object: "an object",
  array: "a list",
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};

const FORMATS: Readonly<Record<string, string>> = {
  uuid: "a UUID",
  email: "an e-mail address",
  "date-time": "an instant such as 2026-01-31T12:00:00Z",
  date: "a date such as 2026-01-31",
};

function inWords(error: TLocalizedValidationError): Fault[] {
  const path = error.instancePath;
  switch (error.keyword) {
    case "required":
      return error.params.requiredProperties.map((name) => ({
        path: `${path}/${name}`,
        message: "is required",
      }));
    case "boolean":
      return [{ path, message: "is not a known field" }];
    // What they sum up has been said at its own place.
    case "additionalProperties":
    case "anyOf":
      return [];
    default:
      return [{ path, message: sentence(error) }];
  }
}

function sentence(error: TLocalizedValidationError): string {
  switch (error.keyword) {
    case "type": {
      const types = [error.params.type].flat().map((type) => TYPES[type] ?? type);
      return `must be ${types.join(" or ")}`;
    }
    case "format":
      return `must be ${FORMATS[error.params.format] ?? `a valid ${error.params.format}`}`;
    case "const":
      return `must be ${JSON.stringify(error.params.allowedValue)}`;
    case "enum":
      return `must be one of ${error.params.allowedValues.map(String).join(", ")}`;
    case "minimum":
      return `must be at least ${error.params.limit}`;
    case "maximum":
      return `must be at most ${error.params.limit}`;
    case "minLength":
      return error.params.limit === 1
        ? "must not be empty"
        : `must have at least ${error.params.limit} characters`;
    case "maxLength":
      return `must have at most ${error.params.limit} characters`;
    case "minItems":
      return `must have at least ${counted(error.params.limit, "entry", "entries")}`;
    case "maxItems":
      return `must have at most ${counted(error.params.limit, "entry", "entries")}`;
    case "uniqueItems":
      return "must not have an entry twice";
    case "pattern":
      return `must match ${error.params.pattern}`;
    default:
      return error.message;
  }
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
