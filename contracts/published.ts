import { breakingChanges } from "./compare-schemas.ts";
import { cartHttp } from "./http/cart.ts";
import { catalogHttp } from "./http/catalog.ts";
import { inventoryHttp } from "./http/inventory.ts";
import { notificationsHttp } from "./http/notifications.ts";
import { ordersHttp } from "./http/orders.ts";
import { paymentsHttp } from "./http/payments.ts";
import type { CallDefinition, EventDefinition, Operation } from "./index.ts";

type Schema = Parameters<typeof breakingChanges>[0];

/** What crosses wires, by a name that never changes its meaning: `orders.order-created/1`. */
export type Published = Readonly<Record<string, Schema>>;

const messages = Object.values<unknown>(await import("./index.ts"));

/** What each service offers over HTTP. */
const http: readonly Readonly<Record<string, unknown>>[] = [
  cartHttp,
  catalogHttp,
  inventoryHttp,
  notificationsHttp,
  ordersHttp,
  paymentsHttp,
];

/** Every operation of the public HTTP of the campus. */
export const operations = http.flatMap(Object.values) as readonly Operation[];

/** The schemas of today's events and calls, and of what goes over HTTP. */
export function currentSchemas(): Published {
  const all = [...messages.flatMap(schemasOf), ...operations.flatMap(sidesOf)];
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

/**
 * A request with all that has to be in it, and its answer. An operation is known on the wire by
 * its address, so that is its name here.
 */
function sidesOf(operation: Operation): [string, Schema][] {
  const { method, path, params, query, body, answer, status, events } = operation;
  const headers = headersOf(operation);
  const parts = { params, query: query && withoutDefaults(query), body, headers };
  const given = Object.entries(parts).filter(([, schema]) => schema !== undefined);
  const needed = ([name, schema]: [string, unknown]) =>
    name === "body" || ((schema as { required?: string[] }).required ?? []).length > 0;
  const request = {
    type: "object",
    properties: Object.fromEntries(given),
    required: given.filter(needed).map(([name]) => name),
  };
  const success = {
    status: status ?? (answer ? 200 : 204),
    stream: events ?? false,
    ...(answer && { body: answer }),
    headers: { location: operation.location ?? null, etag: operation.versioned ?? false },
  };
  return [
    [`${method} ${path} request`, request as unknown as Schema],
    [`${method} ${path} answer`, success as unknown as Schema],
  ];
}

function headersOf({ idempotencyKey, ifMatch }: Operation): object | undefined {
  if (!(idempotencyKey || ifMatch)) return undefined;
  return {
    type: "object",
    properties: {
      ...(idempotencyKey && { "idempotency-key": { type: "string" } }),
      ...(ifMatch && { "if-match": { type: "string" } }),
    },
    required: [
      ...(idempotencyKey === "required" ? ["idempotency-key"] : []),
      ...(ifMatch ? ["if-match"] : []),
    ],
  };
}

/** A field of a query that has a default may be left out. */
function withoutDefaults(query: object): object {
  const { properties, required = [] } = query as {
    properties: Record<string, object>;
    required?: string[];
  };
  const isNeeded = (name: string) => !("default" in (properties[name] ?? {}));
  return { ...query, required: required.filter(isNeeded) };
}
