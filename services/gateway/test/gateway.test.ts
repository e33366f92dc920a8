import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { serviceFacts } from "@quad/chassis";
import { startCampus, type TestCampus } from "@quad/chassis/testing";
import { temporaryFolder } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, it as test } from "vitest";
import { gateway } from "../src/service.ts";
import { upstream } from "./upstream.ts";

const PAGE = { accept: "text/html,application/xhtml+xml" };
const INDEX = "<!doctype html><title>Quad</title>";

const FACTS = [
  serviceFacts("catalog", { isEssential: true }),
  serviceFacts("cart", { isEssential: true, readyAfter: ["catalog"] }),
  serviceFacts("orders", { isEssential: true, readyAfter: ["catalog"] }),
  serviceFacts("mail", { readyAfter: ["catalog"] }),
  serviceFacts("gateway", { isEssential: true, paths: [] }),
];
const UPSTREAMS = ["catalog", "cart", "orders", "mail"];

let campus: TestCampus;
beforeAll(async () => {
  const folder = temporaryFolder();
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), INDEX);
  await writeFile(join(folder, "assets", "main-abc123.js"), "export {};");
  await writeFile(join(folder, "favicon.svg"), "<svg/>");
  const environment = { QUAD_WEB: folder };
  campus = await startCampus({ services: [gateway], environment, facts: FACTS });
});
afterAll(() => campus.stop());

describe("readiness of the campus", () => {
  test("waits for catalog before it asks the others", async () => {
    let catalogIsReady = false;
    const answers: AsyncDisposable[] = [];
    const asked: string[] = [];
    for (const name of UPSTREAMS) {
      const service = await upstream(campus, name, (request, response) => {
        asked.push(`${name}${request.url}`);
        const ready = name !== "catalog" || catalogIsReady;
        response.writeHead(ready ? 200 : 503, { "content-type": "application/json" });
        response.end(JSON.stringify({ reasons: { stock: "is not known" } }));
      });
      answers.push(service);
    }
    expect(await get("/readyz")).toMatchObject({
      status: 503,
      body: {
        status: "not-ready",
        services: { catalog: "stock: is not known", orders: "waits for catalog" },
      },
    });
    expect(asked).toEqual(["catalog/readyz"]);
    catalogIsReady = true;
    const services = Object.fromEntries(UPSTREAMS.map((name) => [name, "ready"]));
    expect(await get("/readyz")).toMatchObject({
      status: 200,
      body: { status: "ready", services },
    });
    const each = UPSTREAMS.map((name) => `${name}/readyz`);
    expect(asked.toSorted()).toEqual(["catalog/readyz", ...each].toSorted());
    for (const answer of answers) await answer[Symbol.asyncDispose]();
  });

  test("is given without what an order does not need, and says so", async () => {
    const ready = { catalog: "ready", cart: "ready", orders: "ready" };
    const up = Object.keys(ready).map((name) =>
      upstream(campus, name, (_, response) => response.end("{}")),
    );
    const answers = await Promise.all(up);
    expect(await get("/readyz")).toMatchObject({
      status: 200,
      body: { status: "degraded", services: { ...ready, mail: "it is not running" } },
    });
    for (const answer of answers) await answer[Symbol.asyncDispose]();
  });

  test("names what is not running and what does not answer; the gateway is well", async () => {
    await using _ = await upstream(campus, "catalog", (__, response) => response.end("{}"));
    campus.platform.addresses.set("orders", "http://127.0.0.1:1");
    const { status, body } = await get("/readyz");
    expect(status).toBe(503);
    expect(body).toMatchObject({
      services: { catalog: "ready", cart: "it is not running", orders: "it does not answer" },
    });
    campus.platform.addresses.delete("orders");
    expect(await get("/healthz")).toMatchObject({ status: 200, body: { status: "ok" } });
  });
});

describe("the documentation", () => {
  test("is one document of all services that answer", async () => {
    const document = (name: string) => ({
      openapi: "3.1.0",
      info: { title: name, version: "1.2.3" },
      tags: [{ name }],
      paths: { [`/api/${name}`]: { get: {} } },
    });
    const serve = (name: string) =>
      upstream(campus, name, (request, response) => {
        expect(request.url).toBe(`/api/${name}/openapi.json`);
        response.end(JSON.stringify(document(name)));
      });
    await using _ = await serve("orders");
    await using __ = await serve("cart");
    const { status, body } = await get("/docs/json");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      openapi: "3.1.0",
      info: { title: "Quad", version: "1.2.3", description: expect.stringContaining("catalog") },
      tags: [{ name: "cart" }, { name: "orders" }],
      paths: { "/api/cart": { get: {} }, "/api/orders": { get: {} } },
    });
  });

  test("is shown by a page whose every part is served here", async () => {
    const { headers, text } = await get("/docs", PAGE);
    expect(headers.get("content-type")).toContain("text/html");
    expect(headers.get("content-security-policy")).toContain("default-src 'self'");
    const parts = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part]) => part ?? "");
    expect(parts.length).toBeGreaterThan(4);
    for (const part of parts) {
      const url = new URL(part, `${campus.url("gateway")}/docs`);
      expect(url.origin).toBe(campus.url("gateway"));
      expect((await fetch(url)).status, part).toBe(200);
    }
  });

  test("has a line for every error code, where problem documents point to", async () => {
    const { headers, text } = await get("/docs/errors", PAGE);
    expect(headers.get("content-type")).toContain("text/html");
    for (const code of ["SERVICE_UNAVAILABLE", "REQUEST_INVALID", "ROUTE_NOT_FOUND"]) {
      expect(text).toContain(`<tr id="${code}">`);
    }
    expect(text).not.toContain("<script");
  });
});

describe("the pages", () => {
  test.each(["/", "/books/1", "/orders/1?tab=x", "/no.such.page"])("open at %s", async (path) => {
    const { status, headers, text } = await get(path, PAGE);
    expect(status).toBe(200);
    expect(text).toBe(INDEX);
    expect(headers.get("cache-control")).toBe("no-cache");
    expect(headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("come with files, of which those with a hash are kept for ever", async () => {
    const script = await get("/assets/main-abc123.js");
    expect(script.text).toBe("export {};");
    expect(script.headers.get("cache-control")).toContain("immutable");
    expect(script.headers.get("content-type")).toContain("javascript");
    expect((await get("/favicon.svg")).headers.get("cache-control")).toBe("no-cache");
  });

  test.each([
    ["/assets/main-gone.js", { accept: "*/*" }],
    ["/assets/../../../../etc/passwd", { accept: "*/*" }],
    ["/assets/%2e%2e/%2e%2e/etc/passwd", { accept: "*/*" }],
    ["/api/nothing", PAGE],
  ])("are not shown for %s", async (path, headers) => {
    const answer = await get(path, headers);
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: "ROUTE_NOT_FOUND" });
  });

  test("may be left out; a folder without them stops the start", async () => {
    await using bare = await startCampus({ services: [gateway] });
    expect((await fetch(bare.url("gateway"), { headers: PAGE })).status).toBe(404);
    const environment = { QUAD_WEB: temporaryFolder() };
    await expect(startCampus({ services: [gateway], environment })).rejects.toThrow(
      /has no index\.html: build the web client/,
    );
  });
});

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${campus.url("gateway")}${path}`, { headers });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  const body: unknown = isJson ? JSON.parse(text) : null;
  return { status: response.status, headers: response.headers, text, body };
}
