import { renameSync, writeFileSync } from "node:fs";
import { access, constants, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { cliErrors } from "./cli-errors.ts";
import { makeFolder } from "./make-folder.ts";

/** What a running campus leaves in `<home>/run/campus.json` for the other commands. */
export interface RunFile {
  readonly pid: number;
  readonly url: string;
  readonly mode: "one process" | "isolated";
  readonly startedAt: string;
  /** Processes by service, when isolated. */
  readonly processes?: Readonly<Record<string, { pid: number | null; restarts: number }>>;
  /** Where the metrics of each service are; in one process, those of all are at each. */
  readonly metrics?: Readonly<Record<string, string>>;
}

/** Makes the home writable and its own. Errors: HOME_NOT_WRITABLE, HOME_IN_USE. */
export async function claimHome(home: string): Promise<void> {
  try {
    makeFolder(join(home, "run"));
    await access(join(home, "run"), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw cliErrors.HOME_NOT_WRITABLE({ home, reason: reasonOf(error) }, error);
  }
  const running = await readRunFile(home);
  if (running) throw cliErrors.HOME_IN_USE({ home, pid: running.pid, url: running.url });
}

/** At once and whole: services that start together change it many times in a moment. */
export function writeRunFile(home: string, run: RunFile): void {
  const path = runFilePath(home);
  writeFileSync(`${path}.new`, JSON.stringify(run, null, 2));
  renameSync(`${path}.new`, path);
}

export async function removeRunFile(home: string): Promise<void> {
  await rm(runFilePath(home), { force: true });
}

/** The campus that runs from this home, or null; a file left by one that died counts as null. */
export async function readRunFile(home: string): Promise<RunFile | null> {
  const text = await readFile(runFilePath(home), "utf8").catch(() => null);
  if (text === null) return null;
  const run = JSON.parse(text) as RunFile;
  return isAlive(run.pid) ? run : null;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function runFilePath(home: string): string {
  return join(home, "run", "campus.json");
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EACCES" || code === "EPERM") return "permission denied";
  if (code === "EROFS") return "it is on a read-only file system";
  if (code === "ENOSPC") return "the disk is full";
  if (code === "ENOENT") return "no folder can be made there";
  if (code === "ENOTDIR" || code === "EEXIST") return "a file is in the way";
  return error instanceof Error ? error.message : String(error);
}
