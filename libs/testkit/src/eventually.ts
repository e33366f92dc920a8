import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { deadlineMs, LATE, orLate } from "./deadline.ts";

const POLL_EVERY_MS = 10;

interface EventuallyOptions<T> {
  /** At least two minutes are given, unless the file asks for `exactDeadlines`. */
  readonly withinMs: number;
  /** What must become true, as a clause: `the queue is empty`. */
  readonly what: string;
  /** When the checked value is good. Default: when it is truthy. */
  readonly until?: (value: T) => boolean;
}

type Attempt<T> = { readonly value: T } | { readonly error: unknown };

/**
 * Polls until a condition outside the process holds (a row, a file, a port) and returns the value
 * that satisfied it. A check that throws counts as not yet. At the deadline it fails with what was
 * awaited and the last value seen. Inside the process wait on a `signal` instead.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { withinMs, what, until = Boolean }: EventuallyOptions<T>,
): Promise<T> {
  const patienceMs = deadlineMs(withinMs);
  const deadline = performance.now() + patienceMs;
  let last: Attempt<T> | undefined;
  do {
    const outcome = await orLate(attempt(check), deadline - performance.now());
    if (outcome === LATE) break;
    if ("value" in outcome && until(outcome.value)) return outcome.value;
    last = outcome;
    await sleep(POLL_EVERY_MS);
  } while (performance.now() < deadline);
  const cause = last && "error" in last ? { cause: last.error } : undefined;
  throw new Error(`Not within ${patienceMs} ms: ${what}. ${describe(last)}`, cause);
}

async function attempt<T>(check: () => T | Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await check() };
  } catch (error) {
    return { error };
  }
}

function describe(last: Attempt<unknown> | undefined): string {
  if (last === undefined) return "The check never came back.";
  if ("error" in last) return `Last error: ${last.error}`;
  return `Last value: ${inspect(last.value, { breakLength: 80 })}`;
}
