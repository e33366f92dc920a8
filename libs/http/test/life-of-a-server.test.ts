import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { freePort } from "@quad/free-port";
import { type HttpServer, httpServer, routesOf } from "@quad/http";
import { testLifecycle } from "@quad/lifecycle/conformance";
import { createLogger } from "@quad/telemetry";
import { eventually, noLeaks, signal } from "@quad/testkit";
import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import { serve } from "./serve.ts";

const route = routesOf<unknown>();

testLifecycle("httpServer", {
  make: () =>
    httpServer({
      service: "shop",
      summary: "A shop for tests.",
      version: "1.0.0",
      kit: undefined,
      routes: [],
      log: createLogger({ service: "shop", level: "error", format: "json" }),
      host: "127.0.0.1",
      port: 0,
      ready: async () => ({}),
    }),
  works: async (server: HttpServer) => {
    if (server.url === "") return false;
    return (await inOneConnection(`${server.url}/healthz`)).includes('"ok"');
  },
});

describe("stopping", () => {
  noLeaks();

  /** A handler that answers when the test says so. */
  function waiting() {
    const begun = signal<AbortSignal>("the handler has begun");
    const go = Promise.withResolvers<string>();
    const row = route(
      {
        method: "GET",
        path: "/wait",
        summary: "Wait",
        who: "anyone",
        answer: Type.String(),
      },
      async (request) => {
        begun.resolve(request.signal);
        return go.promise;
      },
    );
    return { row, begun, go };
  }

  test("a request under way is finished, and its connection with it", async () => {
    const { row, begun, go } = waiting();
    const { url, server, closed } = await serve({ routes: [row] });
    const agent = new Agent({ keepAlive: true });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      get(`${url}/wait`, { agent }, resolve).on("error", reject);
    });
    await begun.within(10_000);
    const began = performance.now();
    const stopped = server.stop();
    await closed();
    go.resolve("done");
    const response = await answered;
    expect(await text(response)).toBe('"done"');
    // Or the caller would send its next request into a closed connection.
    expect(response.headers.connection).toBe("close");
    await stopped;
    // Far below the time after which connections are cut.
    expect(performance.now() - began).toBeLessThan(2_500);
    agent.destroy();
  });

  test("idle connections do not hold it up", async () => {
    const { url, server } = await serve({ routes: [] });
    const agent = new Agent({ keepAlive: true });
    await new Promise((resolve, reject) => {
      get(`${url}/healthz`, { agent }, (response) => resolve(text(response))).on("error", reject);
    });
    const { hostname, port } = new URL(url);
    const silent = connect(Number(port), hostname);
    const began = performance.now();
    await server.stop();
    expect(performance.now() - began).toBeLessThan(2_500);
    silent.destroy();
    agent.destroy();
  });

  test("a request that does not end is cut off after three seconds", async () => {
    const { row, begun } = waiting();
    const { url, server } = await serve({ routes: [row] });
    const answered = inOneConnection(`${url}/wait`).catch(() => "cut");
    const gone = await begun.within(10_000);
    const aborted = signal("the handler hears of it");
    gone.addEventListener("abort", () => aborted.resolve());
    await server.stop();
    expect(await answered).toBe("cut");
    await aborted.within(10_000);
  });

  test("a handler whose caller is gone still has its end awaited", async () => {
    const { row, begun, go } = waiting();
    const { url, server } = await serve({ routes: [row] });
    const request = get(`${url}/wait`, { agent: false }).on("error", () => {});
    const gone = await begun.within(10_000);
    const aborted = signal("the caller is gone");
    gone.addEventListener("abort", () => aborted.resolve());
    request.destroy();
    await aborted.within(10_000);
    let isStopped = false;
    const stopped = server.stop().then(() => {
      isStopped = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isStopped).toBe(false);
    go.resolve("done");
    await stopped;
  });

  test("a caller that is gone is no failure of ours", async () => {
    const { row, begun } = waiting();
    const handle: typeof row.handle = async (request) => {
      void row.handle(request);
      await once(request.signal, "abort");
      throw request.signal.reason;
    };
    const { url, lines } = await serve({ routes: [{ ...row, handle }] });
    const asking = get(`${url}/wait`, { agent: false }).on("error", () => {});
    await begun.within(10_000);
    asking.destroy();
    const said = () => lines().slice(1);
    await eventually(() => said().length > 0, { withinMs: 10_000, what: "the access log" });
    expect(said()).toEqual([expect.objectContaining({ level: "debug", status: 499 })]);
  });
});

describe("deadlines", () => {
  function slow(handle: (gone: AbortSignal) => Promise<void>) {
    return route(
      {
        method: "POST",
        path: "/slow",
        summary: "Be slow",
        who: "anyone",
        deadlineMs: 5,
        body: Type.Object({}),
      },
      ({ signal: gone }) => handle(gone),
    );
  }

  test("an answer that is late is 504, and the handler hears of it", async () => {
    const heard = signal<unknown>("the handler hears of it");
    const row = slow(async (gone) => {
      gone.addEventListener("abort", () => heard.resolve(gone.reason));
      await heard.within(10_000);
    });
    const { ask } = await serve({ routes: [row] });
    const { status, body } = await ask("/slow", { method: "POST", json: {} });
    expect(status).toBe(504);
    expect(body).toMatchObject({ code: "REQUEST_TIMEOUT", deadlineMs: 5 });
    expect(await heard.within(10_000)).toMatchObject({ code: "REQUEST_TIMEOUT" });
  });

  test("a handler that does not listen cannot hold up the answer, and may fail later", async () => {
    const go = Promise.withResolvers<void>();
    const { ask } = await serve({ routes: [slow(() => go.promise)] });
    expect((await ask("/slow", { method: "POST", json: {} })).status).toBe(504);
    go.reject(new Error("too late to matter"));
    expect((await ask("/healthz")).status).toBe(200);
  });

  test("a body that has been read is no caller gone", async () => {
    const row = { ...slow(async (gone) => gone.throwIfAborted()), deadlineMs: 5000 };
    const { ask } = await serve({ routes: [row] });
    expect((await ask("/slow", { method: "POST", json: {} })).status).toBe(204);
  });
});

describe("health", () => {
  test("ready", async () => {
    const { ask } = await serve({ routes: [] });
    expect(await ask("/healthz")).toMatchObject({ status: 200, body: { status: "ok" } });
    expect(await ask("/readyz")).toMatchObject({ status: 200, body: { status: "ready" } });
  });

  test("not ready, and why", async () => {
    const reasons = { database: "it does not answer" };
    const { ask } = await serve({ routes: [], ready: async () => reasons });
    const { status, body } = await ask("/readyz");
    expect([status, body]).toEqual([503, { status: "not-ready", reasons }]);
  });

  test("not able to tell is not ready", async () => {
    const { ask, lines } = await serve({
      routes: [],
      ready: async () => {
        throw new Error("no idea");
      },
    });
    expect((await ask("/readyz")).status).toBe(503);
    expect(JSON.stringify(lines())).toContain("no idea");
  });

  test("a plugin may answer for others too", async () => {
    const { ask } = await serve({
      routes: [],
      plugins: [
        async (app) => {
          app.get("/readyz", async () => ({ status: "ready", services: {} }));
          app.get("/*", async () => "page");
        },
      ],
    });
    expect((await ask("/readyz")).body).toEqual({ status: "ready", services: {} });
    expect((await ask("/any")).text).toBe("page");
    expect((await ask("/healthz")).body).toEqual({ status: "ok" });
  });
});

test("a port that is taken is told as such", async () => {
  const port = await freePort();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
  try {
    await expect(serve({ routes: [], port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  } finally {
    other.close();
  }
});

/** The body of an answer, over a connection that is closed after it. */
function inOneConnection(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => resolve(text(response))).on("error", reject);
  });
}
