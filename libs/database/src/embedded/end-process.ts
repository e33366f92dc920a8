import type { Clock } from "@quad/clock";

/** A process that can be told to end. */
export interface Endable {
  /** False when there is no such process any more. */
  signal(signal: NodeJS.Signals): boolean;
  /** Resolves when the process is gone. */
  readonly ended: Promise<unknown>;
}

/**
 * Three seconds in all. What the signals mean to Postgres: fast shutdown with a checkpoint,
 * immediate shutdown with recovery at the next start, death.
 */
const ESCALATION = [
  { signal: "SIGINT", graceMs: 2_500 },
  { signal: "SIGQUIT", graceMs: 400 },
  { signal: "SIGKILL", graceMs: 100 },
] as const;

/** Ends a Postgres as gently as time allows: a step that is not heeded is followed by the next. */
export async function endProcess(process: Endable, clock: Clock): Promise<void> {
  for (const { signal, graceMs } of ESCALATION) {
    if (!process.signal(signal)) return;
    const patience = new AbortController();
    const late = clock.sleep(graceMs, patience.signal).then(
      () => true,
      () => false,
    );
    const isLate = await Promise.race([late, process.ended.then(() => false)]);
    patience.abort();
    if (!isLate) return;
  }
}
