import { defineErrors } from "@quad/errors";
import { routesOf } from "@quad/http";
import { addSpanSink, currentTraceId, installTracing } from "@quad/telemetry";
import { Type } from "typebox";
import { expect, onTestFinished, test } from "vitest";
import { serve } from "./serve.ts";

installTracing();

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const traceparent = `00-${TRACE}-b7ad6b7169203331-01`;

const traceErrors = defineErrors({ NOTHING_HERE: ["not-found", "There is nothing here."] });

async function spansOf(handle: () => Promise<string>) {
  const spans: { name: string; attributes: object; status: { code: number } }[] = [];
  onTestFinished(addSpanSink((span) => spans.push(span)));
  const row = routesOf<unknown>()(
    {
      method: "POST",
      path: "/trace/:id",
      summary: "Trace",
      who: "anyone",
      params: Type.Object({ id: Type.String() }),
      body: Type.Object({}),
      answer: Type.String(),
    },
    handle,
  );
  const { ask, lines } = await serve({ routes: [row] });
  const answered = await ask("/trace/1", { method: "POST", json: {}, headers: { traceparent } });
  return { spans, answered, lines: lines().slice(1) };
}

test("the caller's trace goes on through the handler and into the access log", async () => {
  const { spans, answered, lines } = await spansOf(async () => currentTraceId() ?? "none");
  expect(answered.body).toBe(TRACE);
  expect(spans).toMatchObject([
    {
      name: "POST /trace/:id",
      attributes: {
        "service.name": "shop",
        "http.request.method": "POST",
        "http.route": "/trace/:id",
      },
    },
  ]);
  expect(lines).toMatchObject([{ level: "info", status: 200, traceId: TRACE }]);
});

test("a refusal does not mark the span as failed, a failure of ours does", async () => {
  const refused = await spansOf(async () => {
    throw traceErrors.NOTHING_HERE();
  });
  expect([refused.answered.status, refused.spans[0]?.status.code]).toEqual([404, 0]);
  const failed = await spansOf(async () => {
    throw new Error("broken");
  });
  expect([failed.answered.status, failed.spans[0]?.status.code]).toEqual([500, 2]);
});
