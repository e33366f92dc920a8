/** What `orLate` answers when time is up. */
export const LATE = Symbol("late");

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
