/** What `orLate` answers when time is up. */
export const LATE = Symbol("late");

/**
 * A deadline is a net against hanging, never an assertion: on a machine that is busy with other
 * things everything takes ten times as long, and is right all the same.
 */
const DEADLINE_MS_MIN = 120_000;

let areExact = false;

/** In this file deadlines are reached as a matter of course, as by mutants: take them as given. */
export function exactDeadlines(): void {
  areExact = true;
}

/** How long to wait in truth. */
export function deadlineMs(givenMs: number): number {
  return areExact ? givenMs : Math.max(givenMs, DEADLINE_MS_MIN);
}

/** The outcome of `work`, or LATE after `withinMs`. Leaves no timer behind. */
export async function orLate<T>(work: Promise<T>, withinMs: number): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(resolve, withinMs, LATE);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
