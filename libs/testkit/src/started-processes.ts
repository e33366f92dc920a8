import { readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What the children of a test file inherit; `mark` of the file as its value. */
const VARIABLE = "STARTED_BY_TEST";
/** Before the mark in the names of a file's temporary folders. */
const FOLDER_PREFIX = "quad-test-";

const ENDS_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 20;

/** Of a test file: the run's pid and that of the file's own worker. */
export function markOf(run: number, worker: number): string {
  return `${runMark(run)}${worker}`;
}

/** Marks what this process, a worker, starts from now on. */
export function markChildren(mark: string): void {
  // biome-ignore lint/style/noProcessEnv: children inherit it, whoever starts them
  process.env[VARIABLE] = mark;
}

/** With what the names of this process's temporary folders begin. */
export function folderPrefix(): string {
  // biome-ignore lint/style/noProcessEnv: set by `markChildren`
  return `${FOLDER_PREFIX}${process.env[VARIABLE] ?? "unmarked"}-`;
}

/** With what the marks of all files of a run begin. */
export function runMark(run: number): string {
  return `${run}-`;
}

/**
 * What the test files with this mark, or with a mark that begins so, have started and what still
 * lives: whatever carries the mark in its environment or works in a temporary folder of theirs (a
 * Postgres inherits no environment), and all below these and below `parent`. Reads `/proc`, so it
 * finds nothing on other systems than Linux.
 */
export function startedProcesses(mark: string, parent?: number): number[] {
  const all = living();
  const found = new Set(all.filter((one) => isMarked(one.pid, mark)).map(({ pid }) => pid));
  if (parent !== undefined) found.add(parent);
  // Until no more are found: a child can stand above its parent in the list.
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { pid, parentPid } of all) if (found.has(parentPid)) found.add(pid);
  }
  return all
    .map(({ pid }) => pid)
    .filter((pid) => found.has(pid) && pid !== parent && pid !== process.pid);
}

/** Asks them to end, and ends them after five seconds. */
export async function endStartedProcesses(mark: string, parent?: number): Promise<void> {
  const started = startedProcesses(mark, parent);
  for (const pid of started) kill(pid, "SIGTERM");
  const deadline = performance.now() + ENDS_WITHIN_MS;
  while (performance.now() < deadline && started.some(lives)) await sleep(LOOK_EVERY_MS);
  for (const pid of started) if (lives(pid)) kill(pid, "SIGKILL");
  killStartedProcesses(mark, parent);
}

/** Ends them at once. */
export function killStartedProcesses(mark: string, parent?: number): void {
  for (const pid of startedProcesses(mark, parent)) kill(pid, "SIGKILL");
}

/** Ends and removes what runs left behind that were killed themselves. */
export function endAbandonedRuns(): void {
  const isAbandoned = (mark: string | undefined) =>
    mark !== undefined && !lives(Number.parseInt(mark, 10));
  for (const { pid } of living()) {
    const mark = markOfProcess(pid);
    if (mark && isAbandoned(mark)) killStartedProcesses(mark);
  }
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (isAbandoned(folder.match(MARK_IN_FOLDER)?.[1]))
      rmSync(folder, { recursive: true, force: true });
  }
}

interface Living {
  readonly pid: number;
  readonly parentPid: number;
}

function living(): Living[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const state = stateOf(Number(name));
      return state && state.letter !== "Z" ? [{ pid: Number(name), ...state }] : [];
    });
}

/** See proc_pid_stat(5); the command, in brackets, may hold blanks and brackets itself. */
function stateOf(pid: number): { letter: string; parentPid: number } | undefined {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const [letter = "", parentPid] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { letter, parentPid: Number(parentPid) };
}

function isMarked(pid: number, mark: string): boolean {
  return markOfProcess(pid)?.startsWith(mark) === true;
}

const MARK_IN_ENVIRONMENT = new RegExp(`(?:^|\0)${VARIABLE}=(\\d+-\\d+)`);
const MARK_IN_FOLDER = new RegExp(`/${FOLDER_PREFIX}(\\d+-\\d+)-`);

function markOfProcess(pid: number): string | undefined {
  const inherited = read(`/proc/${pid}/environ`)?.match(MARK_IN_ENVIRONMENT)?.[1];
  return inherited ?? folderOf(pid)?.match(MARK_IN_FOLDER)?.[1];
}

function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** Undefined for a process that is gone, or another user's. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function lives(pid: number): boolean {
  const state = stateOf(pid);
  return state !== undefined && state.letter !== "Z";
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
