import type { IncomingHttpHeaders } from "node:http";
import { type Static, type TObject, type TSchema, type TVoid, Type } from "typebox";
import type { Answer } from "./answer.ts";
import { closed } from "./closed-schema.ts";
import type { EventStream } from "./event-stream.ts";
import { BODY_BYTES_MAX, DEADLINE_MS } from "./limits.ts";
import { RawBody } from "./raw-body.ts";

/** `services`: not for the outside, where no document tells of it and no gateway hands it on. */
export type Caller = "anyone" | "services";

/** What a handler is given. All of it is already valid by the schemas of its route. */
export interface RouteRequest<Kit, Params, Query, Body> {
  readonly kit: Kit;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: IncomingHttpHeaders;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** Only where the route asks for it. */
  readonly idempotencyKey: string | undefined;
  /** The version that the caller has seen; only where the route requires it. */
  readonly ifMatch: number | undefined;
  /** Aborts when the caller goes away or the deadline passes. */
  readonly signal: AbortSignal;
}

/** One row of a service's table of routes. Schemas give validation, types and OpenAPI at once. */
export interface RouteDefinition<
  Kit,
  Params extends TSchema,
  Query extends TSchema,
  Body extends TSchema,
  Success extends TSchema,
  Key extends "required" | "optional" | undefined,
  Match extends "required" | undefined,
  Result,
> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Such as `/api/orders/:id`; each `:name` is a property of `params`. */
  readonly path: string;
  /** One sentence for the OpenAPI page. */
  readonly summary: string;
  /** Who may call it. */
  readonly who: Caller;
  readonly params?: Params;
  /** The one place where text becomes numbers, true or false; defaults are filled in. */
  readonly query?: Query;
  /** JSON; with `RawBody`, any text as it came. */
  readonly body?: Body;
  /** The body of a success; none means 204. With `events`, the data of each event. */
  readonly answer?: Success;
  /** The handler returns an `eventStream`. */
  readonly events?: true;
  /** Default 200, or 204 without an answer. */
  readonly status?: 200 | 201 | 202 | 204;
  readonly idempotencyKey?: Key;
  readonly ifMatch?: Match;
  /** Codes that the handler refuses with, for the OpenAPI page. */
  readonly refusals?: readonly string[];
  readonly bodyBytesMax?: number;
  readonly deadlineMs?: number;
  readonly handle: (
    request: RouteRequest<Kit, Static<Params>, Static<Query>, Static<Body>> & {
      readonly idempotencyKey: Key extends "required" ? string : string | undefined;
      readonly ifMatch: Match extends "required" ? number : undefined;
    },
  ) => Promise<Result>;
}

type Outcome<Body> = Body | Answer<Body> | EventStream;

/** Handlers may answer with readonly data. */
type Readable<T> = T extends readonly (infer Item)[]
  ? readonly Readable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Readable<T[Key]> }
    : T;

/** A row as the server reads it: defaults filled in, schemas closed and no longer in its type. */
export interface Route<Kit> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly summary: string;
  readonly who: Caller;
  readonly params: TObject;
  readonly query: TObject;
  readonly body: TSchema | undefined;
  readonly takesRawBody: boolean;
  readonly answer: TSchema | undefined;
  readonly events: boolean;
  readonly status: number;
  readonly idempotencyKey: "required" | "optional" | undefined;
  readonly ifMatch: "required" | undefined;
  readonly refusals: readonly string[];
  readonly bodyBytesMax: number;
  readonly deadlineMs: number;
  handle(request: RouteRequest<Kit, unknown, unknown, unknown>): Promise<unknown>;
}

/**
 * The way to write routes for a kit:
 *
 *     const route = routesOf<OrdersKit>();
 *     export const routes = [route({ method: "GET", path: "/api/orders/:id", … })];
 *
 * Objects in the schemas are closed. TypeError when a row contradicts itself.
 */
export function routesOf<Kit>() {
  return <
    Params extends TSchema = TObject<Record<never, never>>,
    Query extends TSchema = TObject<Record<never, never>>,
    Body extends TSchema = TVoid,
    Success extends TSchema = TVoid,
    Key extends "required" | "optional" | undefined = undefined,
    Match extends "required" | undefined = undefined,
    // Inferred as what the handler literally returns: `{ status: "ok" }` stays `"ok"`.
    const Result extends Outcome<Readable<Static<Success>>> = Outcome<Readable<Static<Success>>>,
  >(
    row: RouteDefinition<Kit, Params, Query, Body, Success, Key, Match, Result>,
  ): Route<Kit> => {
    const route: Route<Kit> = {
      method: row.method,
      path: row.path,
      summary: row.summary,
      who: row.who,
      params: closed(objectOr(row.params, `params of ${row.path}`)),
      query: closed(objectOr(row.query, `query of ${row.path}`)),
      body: row.body && closed(row.body),
      takesRawBody: row.body === (RawBody as TSchema),
      answer: row.answer && closed(row.answer),
      events: row.events ?? false,
      status: row.status ?? (row.answer ? 200 : 204),
      idempotencyKey: row.idempotencyKey,
      ifMatch: row.ifMatch,
      refusals: row.refusals ?? [],
      bodyBytesMax: row.bodyBytesMax ?? BODY_BYTES_MAX,
      deadlineMs: row.deadlineMs ?? DEADLINE_MS,
      handle: row.handle as Route<Kit>["handle"],
    };
    mustBeConsistent(route);
    return Object.freeze(route);
  };
}

function objectOr(schema: TSchema | undefined, what: string): TObject {
  if (schema === undefined) return Type.Object({});
  if (Type.IsObject(schema)) return schema;
  throw new TypeError(`The ${what} have to be a Type.Object.`);
}

function mustBeConsistent(route: Route<never>): void {
  const name = `${route.method} ${route.path}`;
  const inPath = new Set(Array.from(route.path.matchAll(/:(\w+)/g), ([, param]) => param));
  const inSchema = new Set(Object.keys(route.params.properties));
  if (inPath.symmetricDifference(inSchema).size > 0) {
    throw new TypeError(`${name} has params that differ from its path.`);
  }
  if ((route.status === 204) !== (route.answer === undefined)) {
    throw new TypeError(`${name} has to have an answer, or 204, not both.`);
  }
  if (route.method === "GET" && route.body) throw new TypeError(`${name} cannot have a body.`);
  if (route.events && route.method !== "GET") {
    throw new TypeError(`${name} cannot answer with events: only GET can.`);
  }
}
