/** What a line is about, beside its message. An `error` among them is written with its stack. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface LogMethod {
  (message: string): void;
  (fields: LogFields, message: string): void;
}

/** Where a service writes what it does. Fields named like secrets are masked (see redaction.ts). */
export interface Logger {
  readonly trace: LogMethod;
  readonly debug: LogMethod;
  readonly info: LogMethod;
  readonly warn: LogMethod;
  readonly error: LogMethod;
  readonly fatal: LogMethod;
  /** A logger whose lines all carry these fields too; a field of the same name is replaced. */
  child(fields: LogFields): Logger;
}

export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "fatal";
