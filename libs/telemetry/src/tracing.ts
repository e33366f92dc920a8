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

/** Says which traces are sent on. Returns how to send all again. */
export function sampleTraces(by: Sampler): () => void {
  sent = by;
  return () => {
    sent = undefined;
  };
}

let sent: Sampler | undefined;

/**
 * With nobody looking, spans have ids for logs and headers and record nothing: README, Cost.
 * Whoever looks in this process sees also what is not sent on.
 */
const sampler: Sampler = {
  shouldSample(...span) {
    if (sinks.size === 0) return { decision: SamplingDecision.NOT_RECORD };
    const { decision } = sent?.shouldSample(...span) ?? { decision: ALL };
    return { decision: decision === ALL ? ALL : SamplingDecision.RECORD };
  },
};

const ALL = SamplingDecision.RECORD_AND_SAMPLED;

const processor: SpanProcessor = {
  onStart: () => {},
  onEnd: (span) => {
    for (const sink of sinks) sink(span);
  },
  forceFlush: async () => {},
  shutdown: async () => {},
};
