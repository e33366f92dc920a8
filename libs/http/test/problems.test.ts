import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { declaredErrors, defineErrors, type ErrorKind } from "@quad/errors";
import { httpErrors, problemOf, routesOf } from "@quad/http";
import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import { type Served, serve } from "./serve.ts";

const route = routesOf<unknown>();

const bookErrors = defineErrors({
  BOOK_NOT_FOUND: ["not-found", "There is no book {id}."],
  VERSION_STALE: ["conflict", "Version {expected} is now {actual}."],
  SHELF_BROKEN: ["internal", "The shelf of {customer} is broken."],
  PRESS_DOWN: ["unavailable", "The press does not answer."],
});

/** A route whose handler fails with this. */
function failing(error: unknown) {
  return route(
    {
      method: "POST",
      path: "/fail",
      summary: "Fail",
      who: "anyone",
      body: Type.Optional(Type.Object({ a: Type.Integer() })),
    },
    async () => {
      throw error;
    },
  );
}

async function fail(error: unknown, statuses = {}) {
  const served = await serve({ routes: [failing(error)], statuses });
  const answered = await served.ask("/fail", { method: "POST", json: { a: 1 } });
  return { served, ...answered };
}

describe("what a handler throws", () => {
  test("a known error is told with its details", async () => {
    const { status, headers, body } = await fail(bookErrors.BOOK_NOT_FOUND({ id: "b1" }));
    expect(status).toBe(404);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toEqual({
      type: "/docs/errors#BOOK_NOT_FOUND",
      title: "Book not found",
      status: 404,
      detail: "There is no book b1.",
      code: "BOOK_NOT_FOUND",
      id: "b1",
    });
  });

  test("details never replace the members of the standard", async () => {
    const details = { status: 1, code: "x", id: "b1" };
    const { body } = await fail(bookErrors.BOOK_NOT_FOUND(details));
    expect(body).toMatchObject({ status: 404, code: "BOOK_NOT_FOUND" });
  });

  test("a service may give a code a status of its own", async () => {
    const error = bookErrors.VERSION_STALE({ expected: 1, actual: 2 });
    const { status, body } = await fail(error, { VERSION_STALE: 412 });
    expect(status).toBe(412);
    expect(body).toMatchObject({ status: 412, expected: 1, actual: 2 });
  });

  test.each([
    ["an error nobody foresaw", new Error("password is hunter2")],
    ["an internal error", bookErrors.SHELF_BROKEN({ customer: "hunter2" })],
    ["something that is no error", "hunter2"],
  ])("%s is told to the log alone", async (_, error) => {
    const { status, text: said, headers, served } = await fail(error);
    expect(status).toBe(500);
    expect(JSON.parse(said)).toMatchObject({ code: "INTERNAL", status: 500 });
    expect(said).not.toContain("hunter2");
    expect(served.lines()).toContainEqual(
      expect.objectContaining({
        level: "error",
        message: "a request failed",
        requestId: headers.get("x-request-id"),
      }),
    );
    expect(JSON.stringify(served.lines())).toContain("hunter2");
  });

  test("503 says when to try again", async () => {
    const { status, headers } = await fail(bookErrors.PRESS_DOWN());
    expect(status).toBe(503);
    expect(headers.get("retry-after")).toBe("1");
  });

  test("a refusal is no failure of ours: it is not logged as one", async () => {
    const { served } = await fail(bookErrors.BOOK_NOT_FOUND({ id: "b1" }));
    expect(served.lines().filter(({ level }) => level !== "info")).toEqual([]);
  });
});

test("every kind has its status", () => {
  const statuses: Record<ErrorKind, number> = {
    invalid: 422,
    "not-found": 404,
    conflict: 409,
    gone: 410,
    forbidden: 403,
    "too-large": 413,
    limited: 429,
    unsupported: 501,
    unavailable: 503,
    timeout: 504,
    internal: 500,
  };
  const kinds = Object.keys(statuses) as ErrorKind[];
  const errors = defineErrors(
    Object.fromEntries(kinds.map((kind, index) => [`KIND_${index}`, [kind, kind]])),
  );
  const told = kinds.map((kind, index) => [
    kind,
    problemOf(errors[`KIND_${index}`]?.(), {}).status,
  ]);
  expect(Object.fromEntries(told)).toEqual(statuses);
});

describe("what never reaches a handler", () => {
  const asked: [string, number, string, string, RequestInit][] = [
    ["broken JSON", 400, "JSON_INVALID", "/fail", post("{")],
    ["no JSON at all", 400, "JSON_INVALID", "/fail", post("")],
    ["a poisoned prototype", 400, "JSON_INVALID", "/fail", post('{"__proto__":{"a":1}}')],
    ["plain text", 415, "MEDIA_TYPE_UNSUPPORTED", "/fail", post("a", "text/plain")],
    ["a form", 415, "MEDIA_TYPE_UNSUPPORTED", "/fail", post("a=1", "multipart/form-data")],
    ["a large body", 413, "BODY_TOO_LARGE", "/fail", post(`"${"x".repeat(65_536)}"`)],
    ["deep nesting", 422, "REQUEST_INVALID", "/fail", post("[".repeat(3e4) + "]".repeat(3e4))],
    ["an unknown address", 404, "ROUTE_NOT_FOUND", "/nowhere", {}],
    ["an unknown method", 405, "METHOD_NOT_ALLOWED", "/fail", { method: "DELETE" }],
    ["a method before its body", 405, "METHOD_NOT_ALLOWED", "/fail", put("{", "text/html")],
    ["a broken address", 400, "REQUEST_MALFORMED", "/fail/%zz", {}],
  ];

  test.each(asked)("%s is %i %s", async (_, status, code, path, request) => {
    const { ask } = await serve({ routes: [failing(new Error("reached"))] });
    const answered = await ask(path, request);
    expect(answered.status).toBe(status);
    expect(answered.headers.get("content-type")).toBe("application/problem+json");
    expect(answered.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answered.body).toMatchObject({ code, status, type: `/docs/errors#${code}` });
  });

  test("405 says what the address answers to", async () => {
    const show = { method: "GET", path: "/books/:id", summary: "", who: "anyone" } as const;
    const params = Type.Object({ id: Type.String() });
    const handle = async () => {};
    const change = { ...show, method: "PUT", path: "/books/:bookId" } as const;
    const { ask } = await serve({
      routes: [
        route({ ...show, params }, handle),
        route({ ...change, params: Type.Object({ bookId: Type.String() }) }, handle),
      ],
    });
    const { status, headers } = await ask("/books/1", { method: "DELETE" });
    expect(status).toBe(405);
    expect(headers.get("allow")).toBe("GET, HEAD, PUT");
  });

  test.each([
    [
      "headers over the limit",
      431,
      "HEADERS_TOO_LARGE",
      `GET / HTTP/1.1\r\na: ${"x".repeat(17e3)}`,
    ],
    ["something that is not HTTP", 400, "REQUEST_MALFORMED", "HELLO THERE\r\n\r\n"],
  ])("%s are %i %s", async (_, status, code, sent) => {
    const served = await serve({ routes: [] });
    const answered = await sendRaw(served, sent);
    expect(answered).toMatch(`HTTP/1.1 ${status} `);
    expect(answered).toMatch("content-type: application/problem+json");
    expect(JSON.parse(answered.split("\r\n\r\n")[1] ?? "")).toMatchObject({ code, status });
  });
});

test("a body may be larger where its route says so", async () => {
  const row = route(
    {
      method: "POST",
      path: "/import",
      summary: "Import",
      who: "anyone",
      body: Type.String(),
      bodyBytesMax: 100_000,
    },
    async () => {},
  );
  const { ask } = await serve({ routes: [row] });
  const send = (length: number) => ask("/import", { method: "POST", json: "x".repeat(length) });
  expect((await send(70_000)).status).toBe(204);
  expect((await send(100_000)).status).toBe(413);
});

test("all codes of this package are declared", () => {
  expect([...declaredErrors().keys()]).toEqual(expect.arrayContaining(Object.keys(httpErrors)));
});

function post(body: string, type = "application/json"): RequestInit {
  return { method: "POST", body, headers: { "content-type": type } };
}

function put(body: string, type: string): RequestInit {
  return { ...post(body, type), method: "PUT" };
}

function sendRaw({ url }: Served, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  return text(socket);
}
