import { processIdentity } from "./process-identity.ts";

/** A process, to be found again later; JSON. */
export interface ProcessMark {
  readonly pid: number;
  /** When it started, in which run of the machine; none when there was no such process. */
  readonly identity?: string | undefined;
}

export function processMark(pid: number): ProcessMark {
  return { pid, identity: processIdentity(pid) };
}

/**
 * Whether it is still that process. What was read from a file may be anything: a pid that would
 * reach more than one process is nobody's.
 */
export function isAlive({ pid, identity }: ProcessMark): boolean {
  if (!Number.isSafeInteger(pid) || pid < 1 || typeof identity !== "string") return false;
  return processIdentity(pid) === identity;
}
