import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  type ReadableSpan,
  type Sampler,
  SamplingDecision,
  type SpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";

/** Takes spans that have ended. It must not throw and should only take note. */
export type SpanSink = (span: ReadableSpan) => void;

const sinks = new Set<SpanSink>();

/**
 * Makes traces flow in this process: through awaits and, by W3C headers, from and to others.
 * All services of a process share it; each names itself in the attributes of its spans. Call it
 * first thing in a program. OpenTelemetry keeps what was set first: a second call changes nothing.
 */
export function installTracing(): void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(new TracerProvider({ sampler, spanProcessors: [processor] }));
}

/** Hands every span that starts from now on to `sink` when it ends. Returns how to stop that. */
export function addSpanSink(sink: SpanSink): () => void {
  sinks.add(sink);
  return () => void sinks.delete(sink);
}

/** With nobody looking, spans have ids for logs and headers and record nothing: README, Cost. */
const sampler: Sampler = {
  shouldSample: () => ({
    decision: sinks.size > 0 ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD,
  }),
};

const processor: SpanProcessor = {
  onStart: () => {},
  onEnd: (span) => {
    for (const sink of sinks) sink(span);
  },
  forceFlush: async () => {},
  shutdown: async () => {},
};
