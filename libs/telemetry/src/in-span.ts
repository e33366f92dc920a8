import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { errorTypeOf } from "./timed.ts";

/** Whose work goes on: a span within one of a service is that service's too. */
const SERVICE = createContextKey("service.name");

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
  /**
   * By OpenTelemetry's semantic conventions; `service.name` tells whose span it is. Without it the
   * span is of the service in whose span it is.
   */
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
  const caller = from ? propagation.extract(ROOT_CONTEXT, from) : context.active();
  const parent = serviceNamed(caller, attributes?.["service.name"]);
  const service = serviceOf(parent);
  const all = { ...(service && { "service.name": service }), ...attributes };
  const options = { kind: KINDS[kind], attributes: all };
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

/** The service whose span is active; empty outside of one. */
export function currentService(): string {
  return serviceOf(context.active());
}

function serviceNamed(parent: Context, service: unknown): Context {
  return typeof service === "string" ? parent.setValue(SERVICE, service) : parent;
}

function serviceOf(parent: Context): string {
  return (parent.getValue(SERVICE) as string | undefined) ?? "";
}

function recordError(span: Span, thrown: unknown): void {
  if (!span.isRecording()) return;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  span.recordException(error);
  span.setAttribute("error.type", errorTypeOf(error));
  span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
}
