import type { IncomingHttpHeaders } from "node:http";
import { closed, type Operation } from "@quad/contracts";
import { type TSchema, Type } from "typebox";
import { Value } from "typebox/value";

/** Refused before the work of an operation begins, so not among its own codes. */
const GENERAL = ["REQUEST_INVALID", "IDEMPOTENCY_KEY_MISSING", "IF_MATCH_MISSING"];

/** The paths that an operation answers at; its first group is the parameter. */
export function addressOf({ path }: Pick<Operation, "path">): RegExp {
  return new RegExp(`^${path.replaceAll(/:\w+/g, "([^/]+)")}$`);
}

/** TypeError when a campus would refuse the request. */
export function mustFitRequest(
  { query = Type.Object({}), body, ...operation }: Operation,
  sent: { query: URLSearchParams; headers: IncomingHttpHeaders; body: unknown },
): void {
  // As a campus does: of a query, text becomes numbers, and what is left out has its default.
  const given = Value.Convert(query, Object.fromEntries(sent.query));
  mustFit(query, Value.Default(query, given), "the query");
  if (body) mustFit(body, sent.body, "the body");
  if (operation.idempotencyKey === "required" && !sent.headers["idempotency-key"]) {
    throw new TypeError("The header Idempotency-Key is missing.");
  }
  if (operation.ifMatch && !sent.headers["if-match"]) {
    throw new TypeError("The header If-Match is missing.");
  }
}

/** TypeError when no campus would answer so. */
export function mustFitAnswer({ answer }: Operation, body: unknown): void {
  if (answer) mustFit(answer, body, "the answer");
  else if (body !== undefined) throw new TypeError("The answer has a body, and should have none.");
}

export function mustFitRefusal({ refusals = [] }: Operation, code: string): void {
  if (![...refusals, ...GENERAL].includes(code))
    throw new TypeError(`It is not refused with ${code}.`);
}

function mustFit(schema: TSchema, value: unknown, what: string): void {
  const [fault] = Value.Errors(closed(schema), value);
  if (fault) throw new TypeError(`${what}${fault.instancePath} ${fault.message}`);
}
