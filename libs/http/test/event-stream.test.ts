import { once } from "node:events";
import { connect } from "node:net";
import { eventStream, routesOf, type ServerEvent } from "@quad/http";
import { eventually, noLeaks, signal } from "@quad/testkit";
import { Type } from "typebox";
import { expect, test } from "vitest";
import { openStream } from "./open-stream.ts";
import { serve } from "./serve.ts";

noLeaks();

/** A route that streams what `source` yields. */
function streaming(
  source: (signal: AbortSignal) => AsyncIterable<ServerEvent>,
  options: { heartbeatMs?: number; deadlineMs?: number } = {},
) {
  const { deadlineMs, ...streamOptions } = options;
  return routesOf<unknown>()(
    {
      method: "GET",
      path: "/events",
      summary: "Events",
      who: "anyone",
      events: true,
      answer: Type.Unknown(),
      ...(deadlineMs && { deadlineMs }),
    },
    async ({ signal: gone }) => eventStream(source(gone), streamOptions),
  );
}

/** Never comes; rejects when `gone` aborts. */
function forever(gone: AbortSignal): Promise<never> {
  return once(gone, "abort").then(() => {
    throw gone.reason;
  });
}

test("events go out as the standard writes them, and the stream ends with its source", async () => {
  const { url } = await serve({
    routes: [
      streaming(async function* () {
        yield { data: { text: "line\nline" } };
        yield { event: "order", id: "7", data: null };
      }),
    ],
  });
  const stream = await openStream(`${url}/events`);
  expect(await stream.ended()).toBe(true);
  expect(stream.text()).toBe(
    ':\n\ndata: {"text":"line\\nline"}\n\nevent: order\nid: 7\ndata: null\n\n',
  );
  expect(stream.response.headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    "x-content-type-options": "nosniff",
  });
});

test("a client knows at once that it is connected, and a silent stream stays alive", async () => {
  const { url } = await serve({
    routes: [
      streaming(
        async function* (gone) {
          yield await forever(gone);
        },
        { heartbeatMs: 5 },
      ),
    ],
  });
  const stream = await openStream(`${url}/events`);
  await stream.until(": still here\n\n: still here\n\n");
  stream.hangUp();
});

test("a client that goes away ends the source and frees what it held", async () => {
  const freed = signal("the source is freed");
  const { url } = await serve({
    routes: [
      streaming(async function* (gone) {
        try {
          yield { data: 1 };
          await forever(gone);
        } finally {
          freed.resolve();
        }
      }),
    ],
  });
  const stream = await openStream(`${url}/events`);
  await stream.until("data: 1");
  stream.hangUp();
  await freed.within(10_000);
});

test("a slow client slows the source down", async () => {
  let made = 0;
  const freed = signal("the source is freed");
  const { url } = await serve({
    routes: [
      streaming(async function* () {
        try {
          while (true) yield { data: "x".repeat(100_000), id: String(++made) };
        } finally {
          freed.resolve();
        }
      }),
    ],
  });
  const stream = await openStream(`${url}/events`);
  stream.response.pause();
  let before = 0;
  let checksAtRest = 0;
  const goesOn = () => {
    const went = made > before;
    checksAtRest = went ? 0 : checksAtRest + 1;
    before = made;
    return went;
  };
  const rests = () => !goesOn() && checksAtRest > 5;
  await eventually(goesOn, { withinMs: 10_000, what: "the source goes on" });
  await eventually(rests, { withinMs: 10_000, what: "the source waits" });
  expect(made).toBeLessThan(1000);
  stream.response.resume();
  await eventually(goesOn, { withinMs: 10_000, what: "the source goes on again" });
  stream.hangUp();
  await freed.within(10_000);
});

test("a client that takes nothing for two heartbeats is cut off", async () => {
  const freed = signal("the source is freed");
  const { url } = await serve({
    routes: [
      streaming(
        async function* () {
          try {
            while (true) yield { data: "x".repeat(100_000) };
          } finally {
            freed.resolve();
          }
        },
        { heartbeatMs: 20 },
      ),
    ],
  });
  const { hostname, port } = new URL(url);
  const deaf = connect(Number(port), hostname).pause();
  deaf.on("error", () => {});
  deaf.write("GET /events HTTP/1.1\r\nhost: x\r\n\r\n");
  await freed.within(5000);
  deaf.destroy();
});

test("a source that breaks cuts the stream, so that the client tries again", async () => {
  const go = Promise.withResolvers<never>();
  const { url, lines } = await serve({
    routes: [
      streaming(async function* () {
        yield { data: 1 };
        yield await go.promise;
      }),
    ],
  });
  const stream = await openStream(`${url}/events`);
  await stream.until("data: 1");
  go.reject(new Error("the shelf broke"));
  expect(await stream.ended()).toBe(false);
  expect(lines()).toContainEqual(
    expect.objectContaining({ level: "error", message: "an event stream broke off" }),
  );
});

test("a name that would break the framing breaks the stream instead", async () => {
  const go = Promise.withResolvers<void>();
  const { url } = await serve({
    routes: [
      streaming(async function* () {
        await go.promise;
        yield { event: "a\ndata: forged", data: 1 };
      }),
    ],
  });
  const stream = await openStream(`${url}/events`);
  go.resolve();
  expect(await stream.ended()).toBe(false);
  expect(stream.text()).not.toContain("forged");
});

test("the deadline of the route is for the start of the stream, not for its length", async () => {
  const go = Promise.withResolvers<void>();
  const { url } = await serve({
    routes: [
      streaming(
        async function* () {
          yield { data: 1 };
          await go.promise;
          yield { data: 2 };
        },
        { deadlineMs: 1, heartbeatMs: 5 },
      ),
    ],
  });
  const stream = await openStream(`${url}/events`);
  await stream.until("data: 1");
  await stream.until(": still here\n\n: still here\n\n");
  go.resolve();
  expect(await stream.ended()).toBe(true);
  expect(stream.text()).toContain("data: 2");
});

test("a server that stops ends its streams with a comment", async () => {
  const freed = signal("the source is freed");
  const { url, server } = await serve({
    routes: [
      streaming(async function* (gone) {
        try {
          yield { data: 1 };
          await forever(gone);
        } finally {
          freed.resolve();
        }
      }),
    ],
  });
  const stream = await openStream(`${url}/events`);
  await stream.until("data: 1");
  await server.stop();
  expect(await stream.ended()).toBe(true);
  expect(stream.text()).toMatch(/: the server stops\n\n$/);
  await freed.within(10_000);
});

test("a stream that opens while the server stops is ended at once", async () => {
  const begun = signal("the handler has begun");
  const go = Promise.withResolvers<void>();
  const row = streaming(async function* (gone) {
    yield await forever(gone);
  });
  const handle: typeof row.handle = async (request) => {
    begun.resolve();
    await go.promise;
    return row.handle(request);
  };
  const { url, server, closed } = await serve({ routes: [{ ...row, handle }] });
  const opened = openStream(`${url}/events`);
  await begun.within(10_000);
  const stopped = server.stop();
  await closed();
  go.resolve();
  const stream = await opened;
  expect(await stream.ended()).toBe(true);
  expect(stream.text()).toMatch(/: the server stops\n\n$/);
  await stopped;
});

test("a stream from a row that does not announce it is a failure of ours", async () => {
  const row = streaming(async function* () {});
  const { url } = await serve({ routes: [{ ...row, events: false }] });
  const { response, ended } = await openStream(`${url}/events`);
  expect(response.statusCode).toBe(500);
  await ended();
});

test("asking for the head of a stream does not open it", async () => {
  const { server } = await serve({ routes: [streaming(async function* () {})] });
  const { statusCode } = await server.inject({ method: "HEAD", url: "/events" });
  expect(statusCode).toBe(405);
});
