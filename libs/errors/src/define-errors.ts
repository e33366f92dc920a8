import { type ErrorKind, QuadError } from "./quad-error.ts";

type Details = Record<string, unknown>;
type Definition = readonly [kind: ErrorKind, message: string];
type Factory = (details?: Details, cause?: unknown) => QuadError;

const registry = new Map<string, Definition>();

/**
 * Declares a package's error codes. `{name}` in a message is replaced by `details.name`.
 * A code is declared once in the whole process: two owners of one code are a programmer's mistake.
 *
 *     const orderErrors = defineErrors({ ORDER_GONE: ["gone", "Order {id} was deleted."] });
 *     throw orderErrors.ORDER_GONE({ id });
 */
export function defineErrors<const T extends Record<string, Definition>>(
  definitions: T,
): { readonly [Code in keyof T]: Factory } {
  const factories: Record<string, Factory> = {};
  for (const [code, definition] of Object.entries(definitions)) {
    if (!/^[A-Z][A-Z0-9_]+$/.test(code)) throw new TypeError(`Not an error code: ${code}`);
    if (registry.has(code)) throw new TypeError(`Error code declared twice: ${code}`);
    registry.set(code, definition);
    factories[code] = factoryOf(code, definition);
  }
  return factories as { readonly [Code in keyof T]: Factory };
}

/** Every code declared so far, for the test that proves the registry against ERRORS.md. */
export function declaredErrors(): ReadonlyMap<string, Definition> {
  return registry;
}

function factoryOf(code: string, [kind, template]: Definition): Factory {
  const factory: Factory = (details = {}, cause) => {
    const message = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(details[name]));
    const error = new QuadError(code, kind, message, details, cause);
    // The trace begins where the error was made, not in here.
    Error.captureStackTrace(error, factory);
    return error;
  };
  return factory;
}
