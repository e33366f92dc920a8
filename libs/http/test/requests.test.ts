import { PageQuery } from "@quad/contracts";
import { routesOf } from "@quad/http";
import { Type } from "typebox";
import { describe, expect, expectTypeOf, test } from "vitest";
import { serve } from "./serve.ts";

const route = routesOf<unknown>();

const Line = Type.Object({ bookId: Type.String({ format: "uuid" }), quantity: Type.Integer() });
const Order = Type.Object({
  email: Type.String({ format: "email" }),
  lines: Type.Array(Line, { minItems: 1 }),
  note: Type.Optional(Type.Union([Type.String({ minLength: 1 }), Type.Null()])),
  way: Type.Optional(Type.Union([Type.Literal("post"), Type.Literal("desk")])),
  wantedAt: Type.Optional(Type.String({ format: "date-time" })),
});

const takeOrder = route(
  {
    method: "POST",
    path: "/orders",
    summary: "Take an order",
    who: "anyone",
    body: Order,
    answer: Order,
  },
  async ({ body }) => body,
);

const good = {
  email: "ada@example.org",
  lines: [{ bookId: "0198b2a4-7d3c-7000-8000-000000000001", quantity: 1 }],
};

describe("bodies", () => {
  test("a good one reaches the handler as it is", async () => {
    const { ask } = await serve({ routes: [takeOrder] });
    const answered = await ask("/orders", { method: "POST", json: { ...good, note: null } });
    expect(answered.status).toBe(200);
    expect(answered.body).toEqual({ ...good, note: null });
  });

  const line = good.lines[0];
  test.each([
    ["a string for a number", { lines: [{ ...line, quantity: "1" }] }],
    ["a fraction for a whole number", { lines: [{ ...line, quantity: 1.5 }] }],
    ["a UUID that is none", { lines: [{ ...line, bookId: "0198b2a4" }] }],
    ["an e-mail address that is none", { email: "ada" }],
    ["an instant that is none", { wantedAt: "tomorrow" }],
    ["an instant without a zone", { wantedAt: "2026-01-31T12:00:00" }],
    ["an unknown field", { more: 1 }],
    ["an unknown field within", { lines: [{ ...line, price: 1 }] }],
    ["a missing list", { lines: undefined }],
    ["an empty list", { lines: [] }],
    ["null where it is not allowed", { email: null }],
    ["a choice that is not offered", { way: "pigeon" }],
  ])("%s is refused", async (_, change) => {
    const { ask } = await serve({ routes: [takeOrder] });
    const answered = await ask("/orders", { method: "POST", json: { ...good, ...change } });
    expect(answered.status).toBe(422);
    expect(answered.body).toMatchObject({ code: "REQUEST_INVALID", status: 422 });
  });

  test("what is wrong is said in words, all at once", async () => {
    const { ask } = await serve({ routes: [takeOrder] });
    const lines = [{ bookId: "x", quantity: "1" }, {}];
    const json = { lines, note: "", way: "pigeon", wantedAt: "x", "a/b": 1 };
    const { body } = await ask("/orders", { method: "POST", json });
    expect(body.errors).toEqual([
      { path: "/email", message: "is required" },
      { path: "/a~1b", message: "is not a known field" },
      { path: "/lines/0/bookId", message: "must be a UUID" },
      { path: "/lines/0/quantity", message: "must be a whole number" },
      { path: "/lines/1/bookId", message: "is required" },
      { path: "/lines/1/quantity", message: "is required" },
      { path: "/note", message: "must not be empty or must be null" },
      { path: "/way", message: 'must be "post" or must be "desk"' },
      { path: "/wantedAt", message: "must be an instant such as 2026-01-31T12:00:00Z" },
    ]);
  });

  test("a body that is missing is refused", async () => {
    const { ask } = await serve({ routes: [takeOrder] });
    const { status, body } = await ask("/orders", { method: "POST" });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ path: "", message: "must be an object" }]);
  });

  test("a body that nobody asked for is refused", async () => {
    const touch = route(
      {
        method: "POST",
        path: "/touch",
        summary: "Touch it",
        who: "anyone",
      },
      async () => {},
    );
    const { ask } = await serve({ routes: [touch] });
    expect(await ask("/touch", { method: "POST" })).toMatchObject({ status: 204, text: "" });
    const { status, body } = await ask("/touch", { method: "POST", json: { a: 1 } });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ path: "", message: "must not be there" }]);
  });
});

describe("queries", () => {
  const list = route(
    {
      method: "GET",
      path: "/books",
      summary: "List books",
      who: "anyone",
      query: Type.Object({
        ...PageQuery.properties,
        q: Type.Optional(Type.String()),
        dearer: Type.Optional(Type.Number()),
        inStock: Type.Optional(Type.Boolean()),
      }),
      answer: Type.Unknown(),
    },
    async ({ query }) => query,
  );

  test.each([
    ["", { limit: 20 }],
    ["?limit=5", { limit: 5 }],
    ["?q=5&limit=1", { limit: 1, q: "5" }],
    ["?dearer=9.5", { limit: 20, dearer: 9.5 }],
    ["?inStock=true", { limit: 20, inStock: true }],
    ["?inStock=false", { limit: 20, inStock: false }],
  ])("%s is read as its schema says", async (query, read) => {
    const { ask } = await serve({ routes: [list] });
    expect((await ask(`/books${query}`)).body).toEqual(read);
  });

  test.each([
    "?limit=0",
    "?limit=101",
    "?limit=1.5",
    "?limit=",
    "?limit=0x10",
    "?limit=1e1",
    "?limit=%205",
    "?limit=true",
    "?limit=1&limit=2",
    "?inStock=1",
    "?inStock=yes",
    "?dearer=NaN",
    "?other=1",
    "?__proto__=1",
  ])("%s is refused", async (query) => {
    const { ask } = await serve({ routes: [list] });
    const { status, body } = await ask(`/books${query}`);
    expect(status).toBe(422);
    expect(body.code).toBe("REQUEST_INVALID");
  });

  test("a route without a query refuses any", async () => {
    const { ask } = await serve({ routes: [{ ...takeOrder, method: "DELETE", body: undefined }] });
    expect((await ask("/orders?a=1", { method: "DELETE" })).status).toBe(422);
  });
});

test("params are checked and stay text", async () => {
  const params = Type.Object({ id: Type.String({ format: "uuid" }), n: Type.String() });
  const show = route(
    {
      method: "GET",
      path: "/books/:id/:n",
      summary: "Show a book",
      who: "anyone",
      params,
      answer: params,
    },
    async (request) => request.params,
  );
  const { ask } = await serve({ routes: [show] });
  const id = "0198b2a4-7d3c-7000-8000-000000000001";
  expect((await ask(`/books/${id}/7`)).body).toEqual({ id, n: "7" });
  const { status, body } = await ask("/books/7/7");
  expect(status).toBe(422);
  expect(body.errors).toEqual([{ path: "/id", message: "must be a UUID" }]);
});

test("a handler knows its types", () => {
  routesOf<{ name: "kit" }>()(
    {
      method: "PUT",
      path: "/books/:id",
      summary: "Change a book",
      who: "anyone",
      params: Type.Object({ id: Type.String() }),
      query: PageQuery,
      body: Line,
      answer: Type.Object({ state: Type.Literal("new"), tags: Type.Array(Type.String()) }),
      ifMatch: "required",
      idempotencyKey: "required",
    },
    async ({ kit, params, query, body, ifMatch, idempotencyKey }) => {
      expectTypeOf(kit.name).toEqualTypeOf<"kit">();
      expectTypeOf(params).toEqualTypeOf<{ id: string }>();
      expectTypeOf(query).toEqualTypeOf<{ limit: number; cursor?: string }>();
      expectTypeOf(body).toEqualTypeOf<{ bookId: string; quantity: number }>();
      expectTypeOf(ifMatch).toEqualTypeOf<number>();
      expectTypeOf(idempotencyKey).toEqualTypeOf<string>();
      const tags: readonly string[] = [];
      return { state: "new", tags };
    },
  );
  routesOf<unknown>()(
    {
      method: "GET",
      path: "/books",
      summary: "List books",
      who: "anyone",
      answer: Type.Object({ state: Type.Literal("new") }),
    },
    // @ts-expect-error the answer has to be what the schema says
    async ({ idempotencyKey, ifMatch }) => {
      expectTypeOf(idempotencyKey).toEqualTypeOf<string | undefined>();
      expectTypeOf(ifMatch).toEqualTypeOf<undefined>();
      return { state: "old" };
    },
  );
});

describe("a row that contradicts itself is a TypeError", () => {
  const row = { method: "GET", summary: "", who: "anyone" } as const;

  test.each([
    ["params that are not in the path", { path: "/a", params: Type.Object({ id: Type.String() }) }],
    ["params in the path alone", { path: "/a/:id" }],
    ["an answer with 204", { path: "/a", answer: Type.Unknown(), status: 204 }],
    ["no answer with 200", { path: "/a", status: 200 }],
    ["a body on GET", { path: "/a", body: Type.Object({}) }],
    ["events on POST", { path: "/a", method: "POST", events: true }],
    [
      "a location that the answer does not tell",
      { path: "/a", answer: Type.Object({}), location: "/a/:id" },
    ],
    ["a version that the answer does not have", { path: "/a", answer: Line, versioned: true }],
    ["a query that is no object", { path: "/a", query: Type.String() }],
    [
      "a schema that cannot be closed",
      { path: "/a", method: "POST", body: Type.Intersect([Line, Order]) },
    ],
  ] as const)("%s", (_, wrong) => {
    expect(() => route({ ...row, ...wrong } as never, async () => {})).toThrow(TypeError);
  });
});
