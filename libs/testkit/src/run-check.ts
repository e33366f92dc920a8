import type { Check } from "./conformance-suite.ts";
import { deadlineMs, LATE, orLate } from "./deadline.ts";
import type { Stage } from "./stage.ts";

/** A check waits for several things, one after the other. */
const PATIENCES_MAX = 30;

/**
 * Runs a check and closes its stage, whatever happened. Rejects when the promise is broken, when
 * the check does not come to an end, or when something cannot be closed.
 */
export async function runCheck<S extends Stage>(check: Check<S, string>, stage: S): Promise<void> {
  const [run] = await Promise.allSettled([runToEnd(check, stage)]);
  const [closed] = await Promise.allSettled([stage.close()]);
  if (run.status === "rejected") throw run.reason;
  if (closed.status === "rejected") throw closed.reason;
}

async function runToEnd<S extends Stage>(check: Check<S, string>, stage: S): Promise<void> {
  const withinMs = deadlineMs(PATIENCES_MAX * stage.patienceMs);
  if ((await orLate(check.run(stage), withinMs)) !== LATE) return;
  throw new Error(`Not within ${withinMs} ms: the check comes to an end.`);
}
