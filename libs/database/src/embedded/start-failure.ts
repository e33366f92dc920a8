import { isQuadError } from "@quad/errors";
import { codeOf, messageOf } from "../connection/connection-error.ts";
import { databaseErrors } from "../database-errors.ts";
import type { PostgresHome } from "./postgres-home.ts";

interface Failure {
  readonly place: PostgresHome;
  /** What the program wrote before it gave up. */
  readonly output: string;
  readonly port?: number;
}

/** One clear error for a server, or an `initdb`, that ended instead of starting. */
export function startFailure({ place, output, port }: Failure): Error {
  if (/No space left on device/.test(output)) {
    return databaseErrors.POSTGRES_DISK_FULL({ home: place.home });
  }
  if (/could not bind .* address/.test(output)) {
    return databaseErrors.POSTGRES_PORT_TAKEN({ port });
  }
  const otherServer = /Is another post(?:master|gres) \(PID (\d+)\) running/.exec(output);
  if (otherServer) {
    return databaseErrors.POSTGRES_HOME_IN_USE({ home: place.home, pid: otherServer[1] });
  }
  return databaseErrors.POSTGRES_NOT_STARTED({ reason: lastWords(output), log: place.logFile });
}

/** The last line that says what went wrong. */
function lastWords(output: string): string {
  const lines = output.split("\n").filter((line) => /FATAL|PANIC|error|ERROR/.test(line));
  return lines.at(-1)?.trim() ?? "it said nothing";
}

/** The same for a file that could not be read or written; any other error as it is. */
export function fileFailure(home: string, error: unknown): unknown {
  if (isQuadError(error) || !(error instanceof Error && "syscall" in error)) return error;
  if (codeOf(error) === "ENOSPC") return databaseErrors.POSTGRES_DISK_FULL({ home }, error);
  return databaseErrors.POSTGRES_HOME_UNWRITABLE({ home, reason: messageOf(error) }, error);
}
