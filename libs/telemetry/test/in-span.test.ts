import { defineErrors } from "@quad/errors";
import { addSpanSink, currentTraceId, injectTrace, inSpan, installTracing } from "@quad/telemetry";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";

type Span = Parameters<Parameters<typeof addSpanSink>[0]>[0];

const errors = defineErrors({ TEST_SPAN_FAILED: ["unavailable", "The neighbour is away."] });

installTracing();
installTracing(); // a second call changes nothing

/** Every span that ends during this test. */
function watchSpans(): Span[] {
  const spans: Span[] = [];
  onTestFinished(addSpanSink((span) => void spans.push(span)));
  return spans;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe.each(["watched", "unwatched"])("context, %s", (mode) => {
  beforeEach(() => {
    if (mode === "watched") watchSpans();
  });

  test("there is none outside a span", () => {
    expect(currentTraceId()).toBeUndefined();
    expect(injectTrace({ other: "kept" })).toEqual({ other: "kept" });
  });

  test("lasts across awaits, timers and nested spans", async () => {
    await inSpan("outer", {}, async () => {
      const traceId = currentTraceId();
      expect(traceId).toMatch(/^[0-9a-f]{32}$/);
      await turn();
      await inSpan("inner", {}, async () => {
        await turn();
        expect(currentTraceId()).toBe(traceId);
      });
      expect(currentTraceId()).toBe(traceId);
    });
    expect(currentTraceId()).toBeUndefined();
  });

  test("two at the same time do not mix", async () => {
    const ids = await Promise.all(
      ["a", "b"].map((name) =>
        inSpan(name, {}, async () => {
          const before = currentTraceId();
          await turn();
          expect(currentTraceId()).toBe(before);
          return before;
        }),
      ),
    );
    expect(new Set(ids).size).toBe(2);
  });

  test("goes on through headers, where the caller is elsewhere", async () => {
    const [traceId, headers] = await inSpan("sender", {}, () => [
      currentTraceId(),
      injectTrace({ topic: "orders" }),
    ]);
    expect(headers).toMatchObject({
      topic: "orders",
      traceparent: expect.stringMatching(`^00-${traceId}-[0-9a-f]{16}-0[01]$`),
    });
    await inSpan("unrelated", {}, () =>
      inSpan("receiver", { from: headers }, () => expect(currentTraceId()).toBe(traceId)),
    );
  });

  test("keeps the tracestate of others", async () => {
    const from = {
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      tracestate: "vendor=value",
    };
    const headers: Record<string, string> = await inSpan("receiver", { from }, () =>
      injectTrace({}),
    );
    expect(headers.tracestate).toBe("vendor=value");
  });

  test.each([
    ["no", {}],
    ["a broken", { traceparent: "00-xyz" }],
    ["an all-zero", { traceparent: `00-${"0".repeat(32)}-${"0".repeat(16)}-01` }],
  ])("%s traceparent begins a new trace, also inside another", async (_, from) => {
    await inSpan("outer", {}, async () => {
      const outer = currentTraceId();
      const inner = await inSpan("inner", { from }, currentTraceId);
      expect(inner).toMatch(/^[0-9a-f]{32}$/);
      expect(inner).not.toBe(outer);
    });
  });

  test("hands on what the work answers and what it throws", async () => {
    const error = errors.TEST_SPAN_FAILED();
    expect(await inSpan("works", {}, () => 42)).toBe(42);
    await expect(inSpan("fails", {}, () => Promise.reject(error))).rejects.toBe(error);
    const throwAtOnce = () => {
      throw error;
    };
    await expect(inSpan("fails", {}, throwAtOnce)).rejects.toBe(error);
  });
});

describe("what a sink sees", () => {
  test("name, kind, attributes and parent", async () => {
    const spans = watchSpans();
    const attributes = { "service.name": "orders" };
    await inSpan("outer", { kind: "server", attributes }, () => inSpan("inner", {}, turn));
    const [inner, outer] = spans;
    // The API counts kinds from 0: internal, server, client, producer, consumer.
    expect(outer).toMatchObject({ name: "outer", kind: 1, attributes });
    expect(inner).toMatchObject({ name: "inner", kind: 0 });
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
  });

  test("an error by its code, anything else by its name", async () => {
    const spans = watchSpans();
    const thrown = [errors.TEST_SPAN_FAILED(), new RangeError("too far"), "just text"];
    for (const error of thrown) {
      await inSpan("fails", {}, () => Promise.reject(error)).catch(() => {});
    }
    expect(spans.map(({ attributes }) => attributes["error.type"])).toEqual([
      "TEST_SPAN_FAILED",
      "RangeError",
      "Error",
    ]);
    expect(spans[0]?.status).toEqual({ code: 2, message: "The neighbour is away." });
    expect(spans[0]?.events).toMatchObject([{ name: "exception" }]);
  });

  test("the headers say whether somebody looked", async () => {
    const headersOf = async (): Promise<Record<string, string>> =>
      await inSpan("sender", {}, () => injectTrace({}));
    expect((await headersOf()).traceparent).toMatch(/-00$/);
    const spans = watchSpans();
    expect((await headersOf()).traceparent).toMatch(/-01$/);
    expect(spans).toHaveLength(1);
  });

  test("nothing after it was taken away", async () => {
    const spans: Span[] = [];
    const stop = addSpanSink((span) => void spans.push(span));
    stop();
    await inSpan("unseen", {}, turn);
    expect(spans).toEqual([]);
  });
});
