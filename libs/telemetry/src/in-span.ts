import {
  type Attributes,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

export interface SpanOptions {
  /** Which side of a call this is. Default `internal`. */
  readonly kind?: keyof typeof KINDS;
  /** By OpenTelemetry's semantic conventions; `service.name` tells whose span it is. */
  readonly attributes?: Attributes;
  /**
   * Headers of the request or message that caused this: its trace is continued, or a new one
   * begins where they name none. Without `from` the span belongs to the active one.
   */
  readonly from?: Readonly<Record<string, unknown>>;
}

/**
 * Runs under a span: log lines carry its ids, `injectTrace` passes them on. What `run` throws is
 * recorded on the span with its code and thrown on.
 */
export async function inSpan<T>(
  name: string,
  { kind = "internal", attributes, from }: SpanOptions,
  run: () => Promise<T> | T,
): Promise<T> {
  const parent = from ? propagation.extract(ROOT_CONTEXT, from) : context.active();
  const options = { kind: KINDS[kind], ...(attributes && { attributes }) };
  const span = trace.getTracer("quad").startSpan(name, options, parent);
  try {
    return await context.with(trace.setSpan(parent, span), run);
  } catch (error) {
    recordError(span, error);
    throw error;
  } finally {
    span.end();
  }
}

function recordError(span: Span, thrown: unknown): void {
  if (!span.isRecording()) return;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const type = "code" in error ? String(error.code) : error.name;
  span.recordException(error);
  span.setAttribute("error.type", type);
  span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
}
