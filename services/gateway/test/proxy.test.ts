import { once } from "node:events";
import { request as rawRequest } from "node:http";
import { serviceFacts } from "@quad/chassis";
import { startCampus, type TestCampus } from "@quad/chassis/testing";
import { signal } from "@quad/testkit";
import { afterAll, beforeAll, describe, expect, it as test } from "vitest";
import { gateway } from "../src/service.ts";
import { upstream } from "./upstream.ts";

const facts = ["catalog", "orders", "payments"].map((name) => serviceFacts(name));

let campus: TestCampus;
beforeAll(async () => {
  campus = await startCampus({ services: [gateway], facts });
});
afterAll(() => campus.stop());

describe("a request for a service", () => {
  test("arrives as it was sent: method, path, query and body", async () => {
    await using orders = await upstream(campus, "orders", (_, response) => {
      response.writeHead(201, { location: "/api/orders/1", "content-type": "application/json" });
      response.end('{"id":"1"}');
    });
    const answer = await fetch(`${campus.url("gateway")}/api/orders?a=%20b&a=c`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": "k" },
      body: '{ "spaces": "kept" }',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("location")).toBe("/api/orders/1");
    expect(await answer.text()).toBe('{"id":"1"}');
    const [request] = orders.requests;
    expect(request).toMatchObject({
      method: "POST",
      url: "/api/orders?a=%20b&a=c",
      text: '{ "spaces": "kept" }',
    });
    expect(request?.headers["idempotency-key"]).toBe("k");
  });

  test("carries one request id and one trace all the way", async () => {
    await using orders = await upstream(campus, "orders", (_, response) => response.end());
    const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;
    const answer = await fetch(`${campus.url("gateway")}/api/orders/1`, {
      headers: { "x-request-id": "from-the-browser", traceparent },
    });
    expect(answer.headers.get("x-request-id")).toBe("from-the-browser");
    const [request] = orders.requests;
    expect(request?.headers["x-request-id"]).toBe("from-the-browser");
    expect(request?.headers.traceparent).toContain("a".repeat(32));
  });

  test("tells who called, whatever the caller claims, and nothing of the connection", async () => {
    await using orders = await upstream(campus, "orders", (_, response) => {
      response.setHeader("keep-alive", "timeout=9");
      response.setHeader("x-ours", "1");
      response.end();
    });
    const { hostname, port } = new URL(campus.url("gateway"));
    const call = rawRequest({
      hostname,
      port,
      path: "/api/orders",
      headers: {
        "x-forwarded-for": "6.6.6.6",
        "x-forwarded-proto": "https",
        "x-forwarded-host": "evil.example",
        forwarded: "for=6.6.6.6",
        connection: "keep-alive, x-secret",
        "x-secret": "of this hop",
        "proxy-authorization": "Basic x",
        te: "trailers",
        "keep-alive": "timeout=5",
        cookie: "quad_cart=1",
      },
    }).end();
    const [answer] = await once(call, "response");
    answer.resume();
    const [request] = orders.requests;
    expect(request?.headers).toMatchObject({
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "http",
      "x-forwarded-host": `${hostname}:${port}`,
      cookie: "quad_cart=1",
    });
    for (const name of ["forwarded", "x-secret", "proxy-authorization", "te", "keep-alive"]) {
      expect(request?.headers, name).not.toHaveProperty(name);
    }
    expect(answer.headers["x-ours"]).toBe("1");
    expect(answer.headers["keep-alive"]).not.toBe("timeout=9");
  });

  test.each([
    "/api",
    "/api/",
    "/api/nothing",
    "/api/ordersx",
    "/api/orders/../nothing",
    "/api/orders/%2e%2e/%2e%2e/healthz",
  ])("is refused at %s", async (path) => {
    await using orders = await upstream(campus, "orders", (_, response) => response.end("reached"));
    const { hostname, port } = new URL(campus.url("gateway"));
    // fetch would tidy the path before it leaves.
    const [answer] = await once(rawRequest({ hostname, port, path }).end(), "response");
    answer.resume();
    expect(answer.statusCode).toBe(404);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(orders.requests).toEqual([]);
  });
});

describe("a stream of events", () => {
  test("is passed on as it comes, and its end too", async () => {
    const more = signal("the first event to arrive");
    await using _ = await upstream(campus, "orders", async (__, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: one\n\n");
      await more.within(5_000);
      response.end("data: two\n\n");
    });
    const { body } = await fetch(`${campus.url("gateway")}/api/orders/1/events`);
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe("data: one\n\n");
    more.resolve();
    expect((await reader?.read())?.value).toBe("data: two\n\n");
    expect((await reader?.read())?.done).toBe(true);
  });

  test("ends at the service when its reader goes away", async () => {
    const gone = signal("the service to notice");
    await using _ = await upstream(campus, "orders", (__, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: one\n\n");
      response.once("close", () => gone.resolve());
    });
    const leaving = new AbortController();
    const { signal: abort } = leaving;
    const { body } = await fetch(`${campus.url("gateway")}/api/orders/1/events`, { signal: abort });
    await body?.getReader().read();
    leaving.abort();
    await gone.within(5_000);
  });

  test("that breaks off at the service breaks off here, and its reader comes back", async () => {
    const read = signal("the first event to be read");
    await using _ = await upstream(campus, "orders", async (__, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: one\n\n");
      await read.within(5_000);
      response.destroy();
    });
    const { body } = await fetch(`${campus.url("gateway")}/api/orders/1/events`);
    const reader = body?.getReader();
    await reader?.read();
    read.resolve();
    await expect(reader?.read()).rejects.toThrow();
  });

  test("does not hold up the stop of the gateway", async () => {
    const stopping = await startCampus({ services: [gateway], facts });
    await using _ = await upstream(stopping, "orders", (__, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: one\n\n");
    });
    const { body } = await fetch(`${stopping.url("gateway")}/api/orders/1/events`);
    const reader = body?.getReader();
    await reader?.read();
    const startedAt = performance.now();
    await stopping.stop();
    expect((await reader?.read())?.done).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(2_500);
  });
});

describe("a service that is down", () => {
  test("makes a problem that names it, and says when to try again", async () => {
    campus.platform.addresses.set("payments", "http://127.0.0.1:1");
    const answer = await fetch(`${campus.url("gateway")}/api/payments`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("1");
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({ code: "SERVICE_UNAVAILABLE", service: "payments" });
  });

  test("is the same as one that was never started", async () => {
    const answer = await fetch(`${campus.url("gateway")}/api/catalog`);
    expect(await answer.json()).toMatchObject({ code: "SERVICE_UNAVAILABLE", status: 503 });
  });

  test("does not take the others with it", async () => {
    await using _ = await upstream(campus, "orders", (__, response) => response.end("here"));
    expect(await (await fetch(`${campus.url("gateway")}/api/orders`)).text()).toBe("here");
  });

  test("in the middle of an answer cuts that answer: nobody takes it for whole", async () => {
    await using _ = await upstream(campus, "orders", (__, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => response.destroy());
    });
    const half = async () => (await fetch(`${campus.url("gateway")}/api/orders`)).text();
    await expect(half()).rejects.toThrow();
  });

  test("and keeps silent makes a problem after a while", async () => {
    const environment = { QUAD_GATEWAY_TIMEOUT: "100ms" };
    await using impatient = await startCampus({ services: [gateway], environment, facts });
    await using _ = await upstream(impatient, "orders", () => {});
    const answer = await fetch(`${impatient.url("gateway")}/api/orders`);
    expect(await answer.json()).toMatchObject({ code: "SERVICE_TIMEOUT", status: 504 });
  });

  test("by its own word is asked once, and its word passed on", async () => {
    await using orders = await upstream(campus, "orders", (_, response) => {
      response.writeHead(503, { "retry-after": "1" });
      response.end("not now");
    });
    const answer = await fetch(`${campus.url("gateway")}/api/orders`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toBe("not now");
    expect(orders.requests).toHaveLength(1);
  });
});
