import { PageQuery } from "@quad/contracts";
import { defineErrors } from "@quad/errors";
import { routesOf } from "@quad/http";
import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import { serve } from "./serve.ts";

const route = routesOf<unknown>();

defineErrors({
  TICKET_NOT_FOUND: ["not-found", "There is no ticket {id}."],
  TICKET_STALE: ["conflict", "The ticket has changed."],
  TICKET_USED: ["conflict", "The ticket is used."],
});

const Ticket = Type.Object({ seat: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]) });
const params = Type.Object({ id: Type.String({ format: "uuid" }) });

const change = route(
  {
    method: "PUT",
    path: "/api/tickets/:id",
    summary: "Change a ticket",
    who: "anyone",
    params,
    body: Ticket,
    answer: Ticket,
    idempotencyKey: "optional",
    ifMatch: "required",
    refusals: ["TICKET_NOT_FOUND", "TICKET_STALE", "TICKET_USED"],
  },
  async ({ body }) => body,
);
const list = route(
  {
    method: "GET",
    path: "/api/tickets",
    summary: "List tickets",
    who: "anyone",
    query: PageQuery,
    answer: Type.Array(Ticket),
  },
  async () => [],
);
const watch = route(
  {
    method: "GET",
    path: "/api/tickets/events",
    summary: "Watch tickets",
    who: "anyone",
    events: true,
    answer: Ticket,
  },
  async () => ({ seat: null }),
);
const drop = route(
  {
    method: "DELETE",
    path: "/api/tickets/:id",
    summary: "Drop a ticket",
    who: "anyone",
    params,
  },
  async () => {},
);

// biome-ignore lint/suspicious/noExplicitAny: a document is read by its paths here
type Document = any;

async function document(): Promise<Document> {
  const { server } = await serve({
    routes: [change, list, watch, drop],
    statuses: { TICKET_STALE: 412 },
  });
  return server.openapi();
}

test("it is OpenAPI 3.1 of the table alone, and served where clients look for it", async () => {
  const { server, ask } = await serve({ routes: [change, list, watch, drop] });
  const { body } = await ask("/api/shop/openapi.json");
  expect(body).toEqual(server.openapi());
  expect(body).toMatchObject({
    openapi: "3.1.0",
    info: { title: "shop", description: "A shop for tests.", version: "1.0.0" },
  });
  const operations = Object.entries(body.paths as object).map(([path, methods]) => [
    path,
    Object.keys(methods).toSorted((a, b) => (a < b ? -1 : 1)),
  ]);
  expect(Object.fromEntries(operations)).toEqual({
    "/api/tickets": ["get"],
    "/api/tickets/events": ["get"],
    "/api/tickets/{id}": ["delete", "put"],
  });
});

describe("an operation", () => {
  test("has its summary, parameters and headers", async () => {
    const { put } = (await document()).paths["/api/tickets/{id}"];
    expect(put.summary).toBe("Change a ticket");
    expect(put.tags).toEqual(["shop"]);
    const parameters = put.parameters.map((parameter: Document) => [
      parameter.in,
      parameter.name,
      parameter.required,
    ]);
    expect(parameters).toEqual([
      ["path", "id", true],
      ["header", "Idempotency-Key", false],
      ["header", "If-Match", true],
    ]);
    expect(put.parameters[0].schema).toEqual({ type: "string", format: "uuid" });
  });

  test("has its body and its answer, closed", async () => {
    const { put } = (await document()).paths["/api/tickets/{id}"];
    const schema = {
      type: "object",
      required: ["seat"],
      properties: { seat: { anyOf: [{ type: "integer", minimum: 1 }, { type: "null" }] } },
      additionalProperties: false,
    };
    expect(put.requestBody).toEqual({
      required: true,
      content: { "application/json": { schema } },
    });
    expect(put.responses[200]).toEqual({
      description: "OK",
      content: { "application/json": { schema } },
    });
  });

  test("has its refusals by status, also those nobody has to write down", async () => {
    const { put } = (await document()).paths["/api/tickets/{id}"];
    const codes = Object.entries(put.responses).map(([status, { description }]: Document) => [
      status,
      [...description.matchAll(/- ([A-Z_]+):/g)].map(([, code]) => code),
    ]);
    expect(Object.fromEntries(codes)).toEqual({
      200: [],
      400: ["JSON_INVALID", "IDEMPOTENCY_KEY_INVALID", "IF_MATCH_INVALID"],
      404: ["TICKET_NOT_FOUND"],
      409: ["TICKET_USED"],
      412: ["TICKET_STALE"],
      413: ["BODY_TOO_LARGE"],
      415: ["MEDIA_TYPE_UNSUPPORTED"],
      422: ["REQUEST_INVALID"],
      428: ["IF_MATCH_MISSING"],
    });
    expect(put.responses[404].content).toHaveProperty(["application/problem+json", "schema"]);
  });

  test("asks for nothing in a query that has a default", async () => {
    const { get } = (await document()).paths["/api/tickets"];
    expect(get.parameters).toEqual([
      {
        in: "query",
        name: "limit",
        required: false,
        schema: { type: "integer", minimum: 1, maximum: 100, default: 20 },
      },
      { in: "query", name: "cursor", required: false, schema: { type: "string", maxLength: 1000 } },
    ]);
  });

  test("says that it answers with events, or with nothing", async () => {
    const { paths } = await document();
    const { responses } = paths["/api/tickets/events"].get;
    expect(Object.keys(responses[200].content)).toEqual(["text/event-stream"]);
    expect(paths["/api/tickets/{id}"].delete.responses[204]).toEqual({ description: "No Content" });
  });
});

test("a code that nobody declares is found at the start", async () => {
  const wrong = { ...list, refusals: ["NO_SUCH_CODE"] };
  await expect(serve({ routes: [wrong] })).rejects.toThrow("NO_SUCH_CODE");
});
