import type { IncomingHttpHeaders } from "node:http";
import { closed, type Endpoint, RawBody } from "@quad/contracts";
import { type Static, type TObject, type TSchema, type TVoid, Type } from "typebox";
import type { Answer } from "./answer.ts";
import type { EventStream } from "./event-stream.ts";
import { BODY_BYTES_MAX, DEADLINE_MS } from "./limits.ts";

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

/** An endpoint, and who may call it: a row without its handler. An `Operation` is one. */
export interface RouteDefinition<
  Params extends TSchema,
  Query extends TSchema,
  Body extends TSchema,
  Success extends TSchema,
  Key extends "required" | "optional" | undefined,
  Match extends "required" | undefined,
> extends Endpoint<Params, Query, Body, Success, Key, Match> {
  readonly who: Caller;
  /** Of an operation; its id in the OpenAPI document. */
  readonly name?: string;
}

/** What the handler of such a row is given. */
export type RequestOf<
  Kit,
  Params extends TSchema,
  Query extends TSchema,
  Body extends TSchema,
  Key extends "required" | "optional" | undefined,
  Match extends "required" | undefined,
> = RouteRequest<Kit, Static<Params>, Static<Query>, Static<Body>> & {
  readonly idempotencyKey: Key extends "required" ? string : string | undefined;
  readonly ifMatch: Match extends "required" ? number : undefined;
};

/** What a handler returns. */
export type Outcome<Success extends TSchema> =
  | Readable<Static<Success>>
  | Answer<Readable<Static<Success>>>
  | EventStream;

/** Handlers may answer with readonly data. */
export type Readable<T> = T extends readonly (infer Item)[]
  ? readonly Readable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Readable<T[Key]> }
    : T;

/** A row as the server reads it: defaults filled in, schemas closed and no longer in its type. */
export interface Route<Kit> {
  readonly name: string | undefined;
  readonly method: Endpoint["method"];
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
  readonly location: string | undefined;
  readonly versioned: boolean;
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
 *     export const routes = [route(ordersHttp.readOrder, async ({ kit, params }) => …)];
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
    const Result extends Outcome<Success> = Outcome<Success>,
  >(
    row: RouteDefinition<Params, Query, Body, Success, Key, Match>,
    handle: (
      request: RequestOf<Kit, NoInfer<Params>, NoInfer<Query>, NoInfer<Body>, Key, Match>,
    ) => Promise<Result>,
  ): Route<Kit> => {
    const route: Route<Kit> = {
      name: row.name,
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
      location: row.location,
      versioned: row.versioned ?? false,
      idempotencyKey: row.idempotencyKey,
      ifMatch: row.ifMatch,
      refusals: row.refusals ?? [],
      bodyBytesMax: row.bodyBytesMax ?? BODY_BYTES_MAX,
      deadlineMs: row.deadlineMs ?? DEADLINE_MS,
      handle: handle as Route<Kit>["handle"],
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
  const inPath = new Set(paramsIn(route.path));
  const inSchema = new Set(Object.keys(route.params.properties));
  if (inPath.symmetricDifference(inSchema).size > 0) {
    throw new TypeError(`${name} has params that differ from its path.`);
  }
  if ((route.status === 204) !== (route.answer === undefined)) {
    throw new TypeError(`${name} has to have an answer, or 204, not both.`);
  }
  const inAnswer = Type.IsObject(route.answer) ? route.answer.properties : {};
  const told = paramsIn(route.location ?? "");
  if (!told.every((field) => field in inAnswer)) {
    throw new TypeError(`${name} has a location that its answer does not tell.`);
  }
  if (route.versioned && !("version" in inAnswer)) {
    throw new TypeError(`${name} is versioned, but its answer has no version.`);
  }
  if (route.method === "GET" && route.body) throw new TypeError(`${name} cannot have a body.`);
  if (route.events && route.method !== "GET") {
    throw new TypeError(`${name} cannot answer with events: only GET can.`);
  }
}

/** The `:name`s in a path. */
function paramsIn(path: string): string[] {
  return Array.from(path.matchAll(/:(\w+)/g), ([, param = ""]) => param);
}
