import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { databaseErrors } from "../database-errors.ts";
import type { PostgresHome } from "./postgres-home.ts";
import { processIdentity } from "./process-identity.ts";

/** The right of this process to run the Postgres of a home. */
export interface HomeClaim {
  /** Pid of a server whose owner died without stopping it. */
  readonly leftover: number | undefined;
  /** Notes the server, so that whoever comes after a crash can find it. */
  recordServer(pid: number, port: number): void;
  release(): void;
}

interface Mark {
  readonly pid: number;
  readonly identity: string | undefined;
}

/** What the run file says. */
interface RunRecord {
  readonly owner: Mark;
  readonly server?: Mark;
  readonly port?: number;
}

/**
 * Takes a home for this process. Two that take it in the same instant both get it; then the
 * data folder's own lock lets only one server start. Error: POSTGRES_HOME_IN_USE.
 */
export function claimHome({ home, runFile }: PostgresHome): HomeClaim {
  const former = readRecord(runFile);
  if (former && isAlive(former.owner)) {
    throw databaseErrors.POSTGRES_HOME_IN_USE({ home, pid: former.owner.pid });
  }
  const owner = markOf(process.pid);
  const write = (record: RunRecord) => writeFileSync(runFile, `${JSON.stringify(record)}\n`);
  write({ ...former, owner });
  return {
    leftover: former?.server && isAlive(former.server) ? former.server.pid : undefined,
    recordServer: (pid, port) => write({ owner, server: markOf(pid), port }),
    release() {
      if (readRecord(runFile)?.owner.pid === process.pid) rmSync(runFile);
    },
  };
}

function markOf(pid: number): Mark {
  return { pid, identity: processIdentity(pid) };
}

function isAlive({ pid, identity }: Mark): boolean {
  return identity !== undefined && processIdentity(pid) === identity;
}

/** An unreadable record counts as none: the crash that cut it short ended its owner as well. */
function readRecord(runFile: string): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(runFile, "utf8"));
  } catch {
    return undefined;
  }
}
