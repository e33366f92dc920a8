import { RawBody } from "@quad/contracts";
import { routesOf } from "@quad/http";
import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import { serve } from "./serve.ts";

const route = routesOf<unknown>();
const echo = route(
  {
    method: "POST",
    path: "/api/shop/notices",
    summary: "Say what came",
    who: "anyone",
    body: RawBody,
    bodyBytesMax: 100,
    answer: Type.Object({ body: Type.String() }),
  },
  async ({ body }) => ({ body }),
);
const json = route(
  {
    method: "POST",
    path: "/api/shop/orders",
    summary: "Take an order",
    who: "anyone",
    body: Type.Object({ id: Type.String() }),
    answer: Type.Object({ id: Type.String() }),
  },
  async ({ body }) => body,
);

describe("a row with a raw body", () => {
  test.each([
    ["JSON with its spaces", "application/json", '{ "a":  1 }\n'],
    ["what is no JSON", "application/json", "{"],
    ["any other type", "text/plain; charset=utf-8", "hällo"],
    ["a form", "application/x-www-form-urlencoded", "a=1"],
  ])("is given %s as it came", async (_, type, body) => {
    const { ask } = await serve({ routes: [echo] });
    const answered = await ask(echo.path, {
      method: "POST",
      headers: { "content-type": type },
      body,
    });
    expect([answered.status, answered.body]).toEqual([200, { body }]);
  });

  test("is given an empty text when there is none", async () => {
    const { ask } = await serve({ routes: [echo] });
    expect((await ask(echo.path, { method: "POST" })).body).toEqual({ body: "" });
  });

  test("has a limit and other methods, and leaves its neighbours as they are", async () => {
    const { ask } = await serve({ routes: [echo, json] });
    const tooLong = await ask(echo.path, { method: "POST", body: "x".repeat(101) });
    expect(tooLong.body).toMatchObject({ status: 413, code: "BODY_TOO_LARGE" });
    expect((await ask(echo.path)).headers.get("allow")).toBe("POST");
    expect((await ask(json.path, { method: "POST", json: { id: "a" } })).body).toEqual({ id: "a" });
    expect((await ask(json.path, { method: "POST", body: "x" })).status).toBe(415);
  });

  test("is described as one that takes anything", async () => {
    const { ask } = await serve({ routes: [echo] });
    const { paths } = (await ask("/api/shop/openapi.json")).body as {
      paths: Record<string, { post: { requestBody: unknown; responses: object } }>;
    };
    const { requestBody, responses } = paths[echo.path]?.post ?? {};
    expect(requestBody).toMatchObject({ content: { "*/*": { schema: { type: "string" } } } });
    expect(Object.keys(responses ?? {})).toEqual(["200", "413"]);
  });
});
