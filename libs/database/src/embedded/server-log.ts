import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";

/** Beyond this size a start begins a new file and keeps the former one as `.1`. */
const LOG_BYTES_MAX = 10 * 1024 * 1024;

/** The server's log, open for handing over to a process. */
export interface ServerLog {
  readonly descriptor: number;
  /** What was written since it was opened; also after `close`. */
  written(): string;
  close(): void;
}

export function openServerLog(file: string): ServerLog {
  if (sizeOf(file) > LOG_BYTES_MAX) renameSync(file, `${file}.1`);
  const from = sizeOf(file);
  const descriptor = openSync(file, "a", 0o600);
  return {
    descriptor,
    written: () => readFileSync(file).subarray(from).toString("utf8"),
    close: () => closeSync(descriptor),
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
