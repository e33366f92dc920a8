import { realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { access, constants, mkdir, readFile, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, type ProcessMark, processMark } from "@quad/process-mark";
import { cliErrors } from "./cli-errors.ts";
import { makeFolder } from "./make-folder.ts";

/** What a running campus leaves in `<home>/run/campus.json` for the other commands. */
export interface RunFile extends ProcessMark {
  /** Where it was written: in the copy of a home it says nothing. */
  readonly home: string;
  readonly url: string;
  readonly mode: "one process" | "isolated";
  readonly startedAt: string;
  /** Processes by service, when isolated. */
  readonly processes?: Readonly<Record<string, { pid: number | null; restarts: number }>>;
  /** Where the metrics of each service are; in one process, those of all are at each. */
  readonly metrics?: Readonly<Record<string, string>>;
}

/** How long one start may take to look and to write down that the home is its own. */
const CLAIM_MS_MAX = 5_000;
const CLAIM_AGAIN_AFTER_MS = 10;

/**
 * Makes the home writable and this process's own, and says so in its run file. Of several starts
 * at once one gets it; the others change nothing. Errors: HOME_NOT_WRITABLE, HOME_IN_USE.
 */
export async function claimHome(
  home: string,
  about: Pick<RunFile, "url" | "mode" | "startedAt">,
): Promise<RunFile> {
  try {
    makeFolder(join(home, "run"));
    await access(join(home, "run"), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw cliErrors.HOME_NOT_WRITABLE({ home, reason: reasonOf(error) }, error);
  }
  const run = { ...processMark(process.pid), home: realpathSync(home), ...about };
  await alone(join(home, "run", "claiming"), async () => {
    const running = await readRunFile(home);
    if (running) throw cliErrors.HOME_IN_USE({ home, pid: running.pid, url: running.url });
    writeRunFile(home, run);
  });
  return run;
}

/** Runs while no other process does: a folder is made by one. What a crash left is taken over. */
async function alone(folder: string, work: () => Promise<void>): Promise<void> {
  while (!(await isMade(folder))) {
    const { mtimeMs = Date.now() } = await stat(folder).catch(() => ({ mtimeMs: undefined }));
    if (Date.now() - mtimeMs > CLAIM_MS_MAX) await rmdir(folder).catch(() => {});
    await sleep(CLAIM_AGAIN_AFTER_MS);
  }
  await work().finally(() => rmdir(folder).catch(() => {}));
}

async function isMade(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** At once and whole: services that start together change it many times in a moment. */
export function writeRunFile(home: string, run: RunFile): void {
  const path = runFilePath(home);
  writeFileSync(`${path}.new`, JSON.stringify(run, null, 2));
  renameSync(`${path}.new`, path);
}

export function removeRunFile(home: string): void {
  rmSync(runFilePath(home), { force: true });
}

/**
 * The campus that runs from this home, or null. A file that another has left, the original of a
 * copied home or one that died, counts as null; so does a damaged one, with a line that says so.
 */
export async function readRunFile(home: string): Promise<RunFile | null> {
  const path = runFilePath(home);
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return null;
  const run = parsed(text);
  if (!run) {
    process.stderr.write(`quad: ${path} is damaged, as after a crash: it says nothing.\n`);
    return null;
  }
  return run.home === realpathSync(home) && isAlive(run) ? run : null;
}

function parsed(text: string): RunFile | undefined {
  try {
    const run = JSON.parse(text) as RunFile | null;
    return typeof run?.pid === "number" && typeof run.url === "string" ? run : undefined;
  } catch {
    return undefined;
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
