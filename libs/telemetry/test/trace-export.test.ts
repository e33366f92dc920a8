import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { addSpanSink, exportTraces, inSpan, installTracing } from "@quad/telemetry";
import { expect, onTestFinished, test, vi } from "vitest";

installTracing();

const ALL = { sampler: "always_on", ratio: 1 } as const;

interface Posted {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly resourceSpans: readonly {
      readonly resource: { readonly attributes: readonly object[] };
      readonly scopeSpans: readonly { readonly spans: readonly { readonly name: string }[] }[];
    }[];
  };
}

/** Takes what is posted, as a collector would. */
async function receiver() {
  const posted: Posted[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    posted.push({ path: request.url, headers: request.headers, body });
    response.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { posted, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function withVariables(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}

/** The names of what was sent of a service. */
function spansOf(service: string, posted: readonly Posted[]): string[] {
  const attribute = { key: "service.name", value: { stringValue: service } };
  return posted
    .flatMap(({ body }) => body.resourceSpans)
    .filter(({ resource }) => JSON.stringify(resource).includes(JSON.stringify(attribute)))
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(({ name }) => name)));
}

test("spans are posted as of their services, with the headers of the environment", async () => {
  const { posted, url } = await receiver();
  withVariables({
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_HEADERS: "x-tenant=campus",
    OTEL_SERVICE_NAME: "not used",
  });
  const traces = await exportTraces(ALL);
  await inSpan("place order", { attributes: { "service.name": "orders" } }, () =>
    // No word of whose it is: its parent's.
    inSpan("ask inventory", {}, async () => {}),
  );
  await inSpan("hear order", { attributes: { "service.name": "inventory" } }, async () => {});
  await traces.stop();
  await inSpan("too late", {}, async () => {});
  expect(posted[0]).toMatchObject({ path: "/v1/traces", headers: { "x-tenant": "campus" } });
  expect(spansOf("orders", posted)).toEqual(["ask inventory", "place order"]);
  expect(spansOf("inventory", posted)).toEqual(["hear order"]);
  expect(JSON.stringify(posted)).not.toContain("too late");
});

test("the endpoint of traces alone is the whole URL", async () => {
  const { posted, url } = await receiver();
  withVariables({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${url}/elsewhere` });
  const traces = await exportTraces(ALL);
  await inSpan("place order", {}, async () => {});
  await traces.stop();
  expect(posted).toMatchObject([{ path: "/elsewhere" }]);
  expect(spansOf("quad", posted)).toEqual(["place order"]);
});

test("a receiver that is away holds up no stop", async () => {
  withVariables({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" });
  const traces = await exportTraces(ALL);
  await inSpan("place order", {}, async () => {});
  await traces.stop();
});

test.each([
  { sampler: "always_on", begun: true, told: { yes: true, no: true } },
  { sampler: "always_off", begun: false, told: { yes: false, no: false } },
  { sampler: "parentbased_always_on", begun: true, told: { yes: true, no: false } },
  { sampler: "parentbased_always_off", begun: false, told: { yes: true, no: false } },
] as const)("$sampler decides which traces are sent", async ({ sampler, begun, told }) => {
  const { posted, url } = await receiver();
  withVariables({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
  const traces = await exportTraces({ sampler, ratio: 1 });
  const seen: string[] = [];
  onTestFinished(addSpanSink(({ name }) => seen.push(name)));
  const headers = (flags: string) => ({
    traceparent: `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-${flags}`,
  });
  await inSpan("begun here", {}, async () => {});
  await inSpan("told yes", { from: headers("01") }, async () => {});
  await inSpan("told no", { from: headers("00") }, async () => {});
  await traces.stop();
  const sent = spansOf("quad", posted);
  expect(sent.includes("begun here")).toBe(begun);
  expect(sent.includes("told yes")).toBe(told.yes);
  expect(sent.includes("told no")).toBe(told.no);
  // Who looks in this process sees all.
  expect(seen).toEqual(["begun here", "told yes", "told no"]);
});

test("a ratio sends a share of the traces, each whole", async () => {
  const { posted, url } = await receiver();
  withVariables({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
  const traces = await exportTraces({ sampler: "traceidratio", ratio: 0.5 });
  for (const number of Array.from({ length: 60 }, (_, index) => index)) {
    await inSpan(`outer ${number}`, {}, () => inSpan(`inner ${number}`, {}, async () => {}));
  }
  await traces.stop();
  const sent = spansOf("quad", posted);
  const outer = sent.filter((name) => name.startsWith("outer"));
  expect(outer.length).toBeGreaterThan(0);
  expect(outer.length).toBeLessThan(60);
  expect(sent).toHaveLength(2 * outer.length);
});
