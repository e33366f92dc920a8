import { answer, routesOf } from "@quad/http";
import { type Static, type TSchema, Type } from "typebox";
import { describe, expect, test } from "vitest";
import { serve } from "./serve.ts";

const route = routesOf<unknown>();

/** A route that answers with whatever it is told to. */
function answering<Schema extends TSchema>(schema: Schema, body: unknown) {
  return route(
    { method: "GET", path: "/it", summary: "Get it", who: "anyone", answer: schema as TSchema },
    async () => body as Static<Schema>,
  );
}

const Book = Type.Object({
  title: Type.String(),
  isbn: Type.Union([Type.String(), Type.Null()]),
  stock: Type.Optional(Type.Integer()),
});

describe("an answer is what its schema says, or nothing at all", () => {
  test.each([
    { title: "Emma", isbn: null },
    { title: "Emma", isbn: "9780141439587", stock: 0 },
    { title: "Emma", isbn: null, stock: undefined },
  ])("%j is sent whole", async (body) => {
    const { ask } = await serve({ routes: [answering(Book, body)] });
    const { status, text } = await ask("/it");
    expect(status).toBe(200);
    expect(text).toBe(JSON.stringify(body));
  });

  test.each([
    ["lacks a field", { title: "Emma" }, "/isbn is required"],
    ["has null for text", { title: null, isbn: null }, "/title must be text"],
    ["has a fraction", { title: "Emma", isbn: null, stock: 0.5 }, "/stock must be a whole number"],
    ["has no number", { title: "Emma", isbn: null, stock: Number.NaN }, "/stock must be"],
    [
      "has a field nobody documented",
      { title: "Emma", isbn: null, cost: 3 },
      "/cost is not a known",
    ],
    ["is missing", undefined, "must be an object"],
  ])("one that %s is a failure of ours", async (_, body, reason) => {
    const { ask, lines } = await serve({ routes: [answering(Book, body)] });
    const answered = await ask("/it");
    expect(answered.status).toBe(500);
    expect(answered.body.code).toBe("INTERNAL");
    const said = `GET /it answers what its schema does not allow: ${reason}`;
    expect(JSON.stringify(lines())).toContain(said);
  });

  test("fields within are closed too, in lists, unions and records", async () => {
    const Shelf = Type.Object({
      books: Type.Array(Type.Union([Book, Type.Null()])),
      byName: Type.Record(Type.String(), Book),
    });
    const book = { title: "Emma", isbn: null };
    const leak = { ...book, cost: 3 };
    const status = async (body: unknown) =>
      (await (await serve({ routes: [answering(Shelf, body)] })).ask("/it")).status;
    expect(await status({ books: [book, null], byName: { emma: book } })).toBe(200);
    expect(await status({ books: [leak], byName: {} })).toBe(500);
    expect(await status({ books: [], byName: { emma: leak } })).toBe(500);
  });

  test("an object that says so itself stays open", async () => {
    const Open = Type.Object({}, { additionalProperties: true });
    const { ask } = await serve({ routes: [answering(Open, { any: 1 })] });
    expect((await ask("/it")).body).toEqual({ any: 1 });
  });
});

describe("more than a body", () => {
  const row = { method: "POST", path: "/it", summary: "Do it", who: "anyone" } as const;

  test("status, headers, where it is found and its version as ETag", async () => {
    const created = {
      ...row,
      answer: Type.Object({ id: Type.String(), version: Type.Integer() }),
      status: 201,
      location: "/it/:id",
      versioned: true,
    } as const;
    const { ask } = await serve({
      routes: [
        route(created, async () =>
          answer({ id: "a/b", version: 3 }, { headers: { "x-by": "me" } }),
        ),
      ],
    });
    const { status, headers } = await ask("/it", { method: "POST" });
    expect(status).toBe(201);
    expect(headers.get("x-by")).toBe("me");
    expect(headers.get("location")).toBe("/it/a%2Fb");
    expect(headers.get("etag")).toBe('"3"');
  });

  test("cookies are set for the whole site, out of reach of scripts, and forgotten", async () => {
    const { ask } = await serve({
      routes: [
        route(
          {
            ...row,
          },
          async () =>
            answer(undefined, {
              cookies: { cart: { value: "a;b", maxAgeSeconds: 60 }, old: null },
            }),
        ),
      ],
    });
    const { status, headers } = await ask("/it", { method: "POST" });
    expect(status).toBe(204);
    expect(headers.getSetCookie()).toEqual([
      "cart=a%3Bb; Max-Age=60; Path=/; HttpOnly; SameSite=Lax",
      "old=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax",
    ]);
  });

  test("cookies come back as they were set", async () => {
    const { ask } = await serve({
      routes: [
        route(
          {
            ...row,
            answer: Type.Unknown(),
          },
          async ({ cookies }) => ({ ...cookies }),
        ),
      ],
    });
    const { body } = await ask("/it", { method: "POST", headers: { cookie: "cart=a%3Bb; x=1" } });
    expect(body).toEqual({ cart: "a;b", x: "1" });
  });

  test("a body that no schema describes is a failure of ours", async () => {
    const handle = async () => answer("more" as never);
    const { ask } = await serve({ routes: [route({ ...row }, handle)] });
    expect((await ask("/it", { method: "POST" })).status).toBe(500);
  });
});

test("every answer carries the security headers and the request id", async () => {
  const { ask, lines } = await serve({ routes: [answering(Type.Null(), null)] });
  for (const path of ["/it", "/healthz", "/nowhere"]) {
    const { headers } = await ask(path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  }
  const given = await ask("/it?", { headers: { "x-request-id": "from-the-gateway.1" } });
  expect(given.headers.get("x-request-id")).toBe("from-the-gateway.1");
  const insane = await ask("/it", { headers: { "x-request-id": "a b" } });
  expect(insane.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(lines()).toContainEqual(
    expect.objectContaining({
      level: "debug",
      message: "answered",
      method: "GET",
      path: "/it",
      status: 200,
      requestId: "from-the-gateway.1",
    }),
  );
});
