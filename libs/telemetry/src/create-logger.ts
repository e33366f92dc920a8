import { type DestinationStream, destination as file, type Logger as Pino, pino } from "pino";
import type { LogFields, Logger, LogLevel } from "./logger.ts";
import { prettyLine } from "./pretty-line.ts";
import { withoutSecrets } from "./redaction.ts";
import { currentTrace } from "./trace-context.ts";

const STDOUT = 1;

export interface LoggerOptions {
  /** Who writes: the `service` of every line. */
  readonly service: string;
  /** The least severe level that is written. */
  readonly level: LogLevel;
  /** `pretty` for people at a terminal, `json` for collectors. */
  readonly format: "pretty" | "json";
  /** Takes whole lines. Default: the standard output. */
  readonly destination?: { write(line: string): void };
}

/**
 * A logger over pino. Every line has a time (UTC), a level, its service and a message, and inside
 * a span also `traceId` and `spanId`. Lines are written before the call returns, so that none is
 * lost when the process dies.
 */
export function createLogger({ service, level, format, destination }: LoggerOptions): Logger {
  const out = destination ?? file({ fd: STDOUT, sync: true });
  const root = pino(
    {
      level,
      // Process and host are known to whoever collects the lines.
      base: null,
      errorKey: "error",
      messageKey: "message",
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: withoutSecrets },
      serializers: { error: (error: Error) => withoutSecrets(pino.stdSerializers.err(error)) },
      mixin: currentTrace,
    },
    format === "json" ? out : prettyStream(out, destination === undefined),
  );
  return loggerWith(root, { service });
}

/** Children are made from the root: pino would write a replaced field twice. */
function loggerWith(root: Pino, fields: LogFields): Logger {
  const own = root.child(withoutSecrets(fields));
  return {
    trace: own.trace.bind(own),
    debug: own.debug.bind(own),
    info: own.info.bind(own),
    warn: own.warn.bind(own),
    error: own.error.bind(own),
    fatal: own.fatal.bind(own),
    child: (more) => loggerWith(root, { ...fields, ...more }),
  };
}

function prettyStream(out: DestinationStream, terminal: boolean): DestinationStream {
  const toPretty = prettyLine(terminal);
  return { write: (line) => out.write(toPretty(line)) };
}
