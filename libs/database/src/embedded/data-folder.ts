import { once } from "node:events";
import { chown, mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "../connection/connection-error.ts";
import { databaseErrors } from "../database-errors.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { PostgresHome } from "./postgres-home.ts";
import type { Account } from "./server-account.ts";
import { openServerLog } from "./server-log.ts";
import { spawnOnData } from "./spawn-on-data.ts";
import { startFailure } from "./start-failure.ts";

interface DataFolderOptions {
  readonly place: PostgresHome;
  readonly binaries: PostgresBinaries;
  readonly account: Account | undefined;
  /** Of the superuser `postgres`. */
  readonly password: string;
  readonly durable: boolean;
}

/**
 * Makes the data folder on the first start. It is made under another name and renamed when it is
 * whole, so that an interrupted `initdb` is simply done again.
 * Errors: POSTGRES_OTHER_VERSION, and those of `startFailure`.
 */
export async function prepareDataFolder(options: DataFolderOptions): Promise<void> {
  const { place, binaries } = options;
  const { dataFolder } = place;
  const found = await versionOf(dataFolder);
  if (found === undefined) return initialise(options);
  if (found === binaries.major) return;
  const details = { folder: dataFolder, found, expected: binaries.major };
  throw databaseErrors.POSTGRES_OTHER_VERSION(details);
}

/** The major version that made the data, undefined when there is none. */
async function versionOf(dataFolder: string): Promise<string | undefined> {
  try {
    return (await readFile(join(dataFolder, "PG_VERSION"), "utf8")).trim();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

async function initialise(options: DataFolderOptions): Promise<void> {
  const { place, account } = options;
  const unfinished = join(place.postgresFolder, "data.new");
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (account) await chown(unfinished, account.uid, account.gid);
  await runInitdb(unfinished, options);
  await rename(unfinished, place.dataFolder);
}

async function runInitdb(folder: string, options: DataFolderOptions): Promise<void> {
  const { place, binaries, account, password, durable } = options;
  const log = openServerLog(place.logFile);
  const passwordFile = await openPassword(
    join(place.postgresFolder, "password"),
    password,
    account,
  );
  try {
    const child = await spawnOnData({
      command: binaries.initdb,
      dataFolder: folder,
      args: [
        "--username=postgres",
        "--pwfile=/dev/stdin",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // Text is ordered by its bytes, the same on every machine and after every upgrade.
        "--no-locale",
        "--no-instructions",
        ...(durable ? [] : ["--no-sync"]),
      ],
      account,
      stdio: [passwordFile.fd, log.descriptor, log.descriptor],
    });
    const [code] = await once(child, "exit");
    if (code !== 0) throw startFailure({ place, output: log.written() });
  } finally {
    await passwordFile.close();
    log.close();
  }
}

/** A file that has lost its name: only who holds it open can read it. */
async function openPassword(path: string, password: string, account: Account | undefined) {
  await writeFile(path, `${password}\n`, { mode: 0o600 });
  const file = await open(path, "r");
  if (account) await file.chown(account.uid, account.gid);
  await rm(path);
  return file;
}
