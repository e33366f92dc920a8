/** Lets so many work at the same time; the others wait for their turn, first come first served. */
export type Turnstile = <T>(work: () => Promise<T>) => Promise<T>;

/** Without a limit, everybody at once. */
export function turnstile(concurrencyMax = Number.POSITIVE_INFINITY): Turnstile {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside >= concurrencyMax) await new Promise<void>((resolve) => waiting.push(resolve));
    else inside++;
    try {
      return await work();
    } finally {
      // Whoever is next takes the place over.
      const next = waiting.shift();
      if (next) next();
      else inside--;
    }
  };
}
