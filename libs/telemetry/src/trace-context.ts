import { context, isSpanContextValid, propagation, trace } from "@opentelemetry/api";

/**
 * Writes the active trace into a record of headers (`traceparent`, `tracestate`, W3C Trace
 * Context) and returns it; outside a span it stays as it is. For HTTP requests and messages.
 */
export function injectTrace<H extends Record<string, string>>(headers: H): H {
  propagation.inject(context.active(), headers);
  return headers;
}

/** 32 hexadecimal digits, or undefined outside a span. */
export function currentTraceId(): string | undefined {
  return activeSpan()?.traceId;
}

/** The fields of the active span that a log line carries. */
export function currentTrace(): { traceId?: string; spanId?: string } {
  const span = activeSpan();
  return span ? { traceId: span.traceId, spanId: span.spanId } : {};
}

function activeSpan() {
  const span = trace.getActiveSpan()?.spanContext();
  return span && isSpanContextValid(span) ? span : undefined;
}
