import { STATUS_CODES } from "node:http";
import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import { declaredErrors } from "@quad/errors";
import type { FastifySchema } from "fastify";
import { type TObject, type TSchema, Type } from "typebox";
import { PROBLEM_TYPE, type Statuses, statusOfCode } from "./problem.ts";
import type { Route } from "./route.ts";

/** How the document of a service is made out of its table of routes. Other addresses stay out. */
export function openapiOptions(options: {
  service: string;
  summary: string;
  version: string;
  statuses: Statuses;
}): FastifyDynamicSwaggerOptions {
  const { service, summary, version, statuses } = options;
  return {
    openapi: {
      openapi: "3.1.0",
      info: { title: service, description: summary, version },
      tags: [{ name: service, description: summary }],
    },
    transform: ({ url, route: { config } }) => {
      const route = config?.route;
      const isPublic = route?.who === "anyone";
      const schema = isPublic ? documented(route, service, statuses) : { hide: true };
      return { url, schema };
    },
  };
}

function documented(route: Route<never>, service: string, statuses: Statuses): FastifySchema {
  const headers = headersOf(route);
  return {
    ...(route.name !== undefined && { operationId: route.name }),
    summary: route.summary,
    tags: [service],
    params: route.params,
    querystring: withoutDefaultsRequired(route.query),
    ...(route.body && { body: route.body }),
    ...(route.takesRawBody && { consumes: ["*/*"] }),
    ...(headers && { headers }),
    response: { [route.status]: success(route), ...problems(route, statuses) },
  };
}

function headersOf({ idempotencyKey, ifMatch }: Route<never>): TObject | undefined {
  const key = Type.String({ minLength: 1, maxLength: 200, description: "One key a write." });
  const headers: Record<string, TSchema> = {
    ...(idempotencyKey && {
      "Idempotency-Key": idempotencyKey === "required" ? key : Type.Optional(key),
    }),
    ...(ifMatch && { "If-Match": Type.String({ description: 'The ETag that was read: "3".' }) }),
  };
  return Object.keys(headers).length > 0 ? Type.Object(headers) : undefined;
}

/** A query with a default may be left out, though handlers always find it. */
function withoutDefaultsRequired(query: TObject): TObject {
  const hasDefault = (name: string) => "default" in (query.properties[name] ?? {});
  const required = (query.required ?? []).filter((name) => !hasDefault(name));
  return { ...query, required } as TObject;
}

function success({ answer, events, status }: Route<never>): unknown {
  const description = STATUS_CODES[status];
  if (!answer) return { type: "null", description };
  const type = events ? "text/event-stream" : "application/json";
  return { description, content: { [type]: { schema: answer } } };
}

/** Refusals by status; the codes that share one are listed in its description. */
function problems(route: Route<never>, statuses: Statuses): Record<string, unknown> {
  const lines = codesOf(route).map((code) => {
    const [kind, message] = declaredErrors().get(code) ?? [];
    if (!kind) throw new TypeError(`${route.path} refuses with ${code}, which nobody declares.`);
    return { status: statusOfCode(code, kind, statuses), line: `- ${code}: ${message}` };
  });
  return Object.fromEntries(
    [...Map.groupBy(lines, ({ status }) => status)].map(([status, same]) => [
      status,
      {
        description: same.map(({ line }) => line).join("\n"),
        content: { [PROBLEM_TYPE]: { schema: ProblemDocument } },
      },
    ]),
  );
}

function codesOf({ refusals, body, params, query, ...route }: Route<never>): readonly string[] {
  const isJson = body && !route.takesRawBody;
  const isChecked = [params, query].some(({ properties }) => Object.keys(properties).length > 0);
  return [
    ...(body ? ["BODY_TOO_LARGE"] : []),
    ...(isJson ? ["JSON_INVALID", "MEDIA_TYPE_UNSUPPORTED"] : []),
    ...(isJson || isChecked ? ["REQUEST_INVALID"] : []),
    ...(route.idempotencyKey === "required" ? ["IDEMPOTENCY_KEY_MISSING"] : []),
    ...(route.idempotencyKey ? ["IDEMPOTENCY_KEY_INVALID"] : []),
    ...(route.ifMatch ? ["IF_MATCH_MISSING", "IF_MATCH_INVALID"] : []),
    ...refusals,
  ];
}

const ProblemDocument = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
  },
  { additionalProperties: true },
);
