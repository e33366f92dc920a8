import type { FastifySchemaCompiler } from "fastify";
import { type TObject, type TSchema, Type } from "typebox";
import { Compile } from "typebox/compile";
import { Settings } from "typebox/system";
import { Value } from "typebox/value";
import { faultsOf } from "./faults.ts";
import { httpErrors } from "./http-errors.ts";

// TypeBox stops at 8, which is less than the choices of one union.
Settings.Set({ maxErrors: 32 });

/** Checks parts of requests for Fastify, formats such as `uuid` and `email` included. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  const isQuery = httpPart === "querystring" && Type.IsObject(schema);
  return (part: unknown) => {
    const value = isQuery ? fromText(schema, part as Record<string, unknown>) : part;
    if (validator.Check(value)) return { value };
    return { error: httpErrors.REQUEST_INVALID({ errors: faultsOf(validator.Errors(value)) }) };
  };
};

/** The body of a request whose route has none; Fastify reads a missing one as null. */
export const NoBody = Type.Refine(
  Type.Unknown(),
  (body) => body === null || body === undefined,
  () => "must not be there",
);

/**
 * How a route writes its answers: as JSON that its schema allows. An answer that the schema does
 * not allow is a mistake of the service, so it fails as a whole; nothing is dropped or bent.
 */
export function serializerOf(schema: TSchema, name: string): (body: unknown) => string {
  const validator = Compile(schema);
  return (body) => {
    if (validator.Check(body)) return JSON.stringify(body);
    const faults = faultsOf(validator.Errors(body));
    const said = faults.map(({ path, message }) => `${path} ${message}`.trim()).join("; ");
    throw new TypeError(`${name} answers what its schema does not allow: ${said}`);
  };
}

/** Numbers and booleans out of the text of a query, in their plain form only, and defaults. */
function fromText(schema: TObject, query: Record<string, unknown>): unknown {
  const { properties } = schema;
  const values = Object.entries(query).map(([name, text]) => [name, read(properties[name], text)]);
  return Value.Default(schema, Object.fromEntries(values));
}

function read(schema: TSchema | undefined, text: unknown): unknown {
  if (typeof text !== "string") return text;
  if (Type.IsInteger(schema) || Type.IsNumber(schema)) {
    return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : text;
  }
  if (Type.IsBoolean(schema) && /^(true|false)$/.test(text)) return text === "true";
  return text;
}
