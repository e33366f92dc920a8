export { createLogger, type LoggerOptions } from "./create-logger.ts";
export { inSpan, type SpanOptions } from "./in-span.ts";
export type { LogFields, Logger, LogLevel, LogMethod } from "./logger.ts";
export { currentTraceId, injectTrace } from "./trace-context.ts";
export { addSpanSink, installTracing, type SpanSink } from "./tracing.ts";
