import {
  type Static,
  type TObject,
  type TProperties,
  type TSchema,
  type TVoid,
  Type,
} from "typebox";
import { Page, PageQuery } from "./page.ts";

/** What goes over the wire at one address. Schemas give validation, types and OpenAPI at once. */
export interface Endpoint<
  Params extends TSchema = TSchema,
  Query extends TSchema = TSchema,
  Body extends TSchema = TSchema,
  Success extends TSchema = TSchema,
  Key extends "required" | "optional" | undefined = "required" | "optional" | undefined,
  Match extends "required" | undefined = "required" | undefined,
> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Such as `/api/orders/:id`; each `:name` is a property of `params`. */
  readonly path: string;
  /** One sentence for the OpenAPI page. */
  readonly summary: string;
  readonly params?: Params;
  /** The one place where text becomes numbers, true or false; defaults are filled in. */
  readonly query?: Query;
  /** JSON; with `RawBody`, any text as it came. */
  readonly body?: Body;
  /** The body of a success; none means 204. With `events`, the data of each event. */
  readonly answer?: Success;
  /** It answers with server-sent events. */
  readonly events?: true;
  /** Default 200, or 204 without an answer. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Where the answer is found from now on; each `:name` is a property of it. */
  readonly location?: string;
  /** The answer has a `version`, which is also its ETag. */
  readonly versioned?: true;
  /** The header `Idempotency-Key`: under one key it is done once. */
  readonly idempotencyKey?: Key;
  /** The header `If-Match`: the version that the caller has seen. */
  readonly ifMatch?: Match;
  /** Codes that it refuses with, beside those of its schemas and headers. */
  readonly refusals?: readonly string[];
  readonly bodyBytesMax?: number;
  readonly deadlineMs?: number;
}

/** An endpoint that a service offers to everybody: it is published, and kept. */
export interface Operation<
  Params extends TSchema = TSchema,
  Query extends TSchema = TSchema,
  Body extends TSchema = TSchema,
  Success extends TSchema = TSchema,
  Key extends "required" | "optional" | undefined = "required" | "optional" | undefined,
  Match extends "required" | undefined = "required" | undefined,
> extends Endpoint<Params, Query, Body, Success, Key, Match> {
  /** `<owner>.<verb>-<what>` */
  readonly name: string;
  /** The one service that answers it. */
  readonly owner: string;
  /** There are no accounts yet. */
  readonly who: "anyone";
}

type None = TObject<Record<never, never>>;

/** A change that clients feel is a new operation, or an optional field: see `published.json`. */
export function defineOperation<
  Params extends TSchema = None,
  Query extends TSchema = None,
  Body extends TSchema = TVoid,
  Success extends TSchema = TVoid,
  Key extends "required" | "optional" | undefined = undefined,
  Match extends "required" | undefined = undefined,
>(
  operation: Operation<Params, Query, Body, Success, Key, Match>,
): Operation<Params, Query, Body, Success, Key, Match> {
  return Object.freeze(operation);
}

type ListDefinition<Filter extends TProperties, Item extends TSchema> = Pick<
  Operation,
  "name" | "owner" | "who" | "path" | "summary"
> & { readonly filter: Filter; readonly item: Item };

export type ListQuery<Filter extends TProperties> = TObject<
  (typeof PageQuery)["properties"] & Filter
>;

/** A list that is read a page at a time, each page beginning after the cursor of the last. */
export function defineList<Filter extends TProperties, Item extends TSchema>({
  filter,
  item,
  ...operation
}: ListDefinition<Filter, Item>): Operation<
  None,
  ListQuery<Filter>,
  TVoid,
  ReturnType<typeof Page<Item>>,
  undefined,
  undefined
> {
  return Object.freeze({
    ...operation,
    method: "GET",
    query: Type.Object({ ...PageQuery.properties, ...filter }) as ListQuery<Filter>,
    answer: Page(item),
    refusals: ["CURSOR_INVALID"],
  });
}

/** The JSON that is sent to it. */
export type BodyOf<O> = O extends { readonly body?: infer Body extends TSchema | undefined }
  ? StaticOf<Body>
  : never;

/** The JSON of its success. */
export type SuccessOf<O> = O extends { readonly answer?: infer Success extends TSchema | undefined }
  ? StaticOf<Success>
  : never;

type StaticOf<Schema> = Schema extends TSchema ? Static<Schema> : never;
