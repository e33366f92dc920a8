import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { type Sampling, samplerOf } from "./sampling.ts";
import { addSpanSink, sampleTraces } from "./tracing.ts";

/** A receiver that is away must not hold up a stop: what it has not taken by then is lost. */
const STOP_WITHIN_MS = 2_000;

/** Spans on their way to a collector. */
export interface TraceExport {
  /** Sends what is still here, and no more after that. */
  stop(): Promise<void>;
}

/**
 * Sends spans to the OTLP receiver that OpenTelemetry's own variables name; what it is loads
 * here and not before. A receiver that does not answer costs spans, and nothing else.
 *
 * A span is sent as of the service that its attribute `service.name` names, so that the services
 * of one process are told apart: `OTEL_SERVICE_NAME` is not used.
 */
export async function exportTraces(sampling: Sampling): Promise<TraceExport> {
  const [{ OTLPTraceExporter }, { BatchSpanProcessor }, { resourceFromAttributes }] =
    await Promise.all([
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/sdk-trace"),
      import("@opentelemetry/resources"),
    ]);
  const resources = new Map<string, ReadableSpan["resource"]>();
  // Headers, time-outs and compression come from the environment too.
  const processor = new BatchSpanProcessor({ exporter: new OTLPTraceExporter() });

  function resourceOf({ attributes }: ReadableSpan): ReadableSpan["resource"] {
    const name = String(attributes["service.name"] || "quad");
    const known = resources.get(name) ?? resourceFromAttributes({ "service.name": name });
    resources.set(name, known);
    return known;
  }

  const sendAll = sampleTraces(samplerOf(sampling));
  const removeSink = addSpanSink((span) => {
    const owned: ReadableSpan = Object.create(span, { resource: { value: resourceOf(span) } });
    processor.onEnd(owned);
  });
  return {
    async stop() {
      removeSink();
      sendAll();
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, STOP_WITHIN_MS);
      await Promise.race([processor.shutdown(), late.promise]).finally(() => clearTimeout(timer));
    },
  };
}
