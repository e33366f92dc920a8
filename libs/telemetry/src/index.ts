export { createLogger, type LoggerOptions } from "./create-logger.ts";
export {
  type Counter,
  defineMetrics,
  type Gauge,
  type Histogram,
  type MetricDefinition,
  type SetValue,
} from "./define-metrics.ts";
export { currentService, inSpan, type SpanOptions } from "./in-span.ts";
export type { LogFields, Logger, LogLevel, LogMethod } from "./logger.ts";
export { installMetrics, scrapeMetrics } from "./meter.ts";
export { type Sampling, samplerNames } from "./sampling.ts";
export { timed } from "./timed.ts";
export { currentTraceId, injectTrace } from "./trace-context.ts";
export { exportTraces, type TraceExport } from "./trace-export.ts";
export { addSpanSink, installTracing, type SpanSink } from "./tracing.ts";
