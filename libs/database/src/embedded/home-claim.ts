import { readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { isAlive, type ProcessMark, processMark } from "@quad/process-mark";
import { databaseErrors } from "../database-errors.ts";
import type { PostgresHome } from "./postgres-home.ts";

/** The right of this process to run the Postgres of a home. */
export interface HomeClaim {
  /** A server whose owner died without stopping it. */
  readonly leftover: ProcessMark | undefined;
  /** Notes the server, so that whoever comes after a crash can find it. */
  recordServer(pid: number, port: number): void;
  release(): void;
}

/** What the run file says. */
interface RunRecord {
  /** Where it was written: in the copy of a home it says nothing. */
  readonly home: string;
  readonly owner: ProcessMark;
  readonly server?: ProcessMark;
  readonly port?: number;
}

/**
 * Takes a home for this process. Two that take it in the same instant both get it; then the
 * data folder's own lock lets only one server start. Error: POSTGRES_HOME_IN_USE.
 */
export function claimHome({ home: given, runFile }: PostgresHome): HomeClaim {
  const home = realpathSync(given);
  const found = readRecord(runFile);
  const former = found?.home === home ? found : undefined;
  if (former && isAlive(former.owner)) {
    throw databaseErrors.POSTGRES_HOME_IN_USE({ home, pid: former.owner.pid });
  }
  const owner = processMark(process.pid);
  const write = (record: RunRecord) => writeFileSync(runFile, `${JSON.stringify(record)}\n`);
  write({ ...former, home, owner });
  return {
    leftover: former?.server && isAlive(former.server) ? former.server : undefined,
    recordServer: (pid, port) => write({ home, owner, server: processMark(pid), port }),
    release() {
      if (readRecord(runFile)?.owner.pid === process.pid) rmSync(runFile);
    },
  };
}

/** An unreadable record counts as none: the crash that cut it short ended its owner as well. */
function readRecord(runFile: string): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(runFile, "utf8"));
  } catch {
    return undefined;
  }
}
