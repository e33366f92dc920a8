/** Keeps its thread busy. */
export function spin({ forMs }: { forMs: number }): string {
  const until = performance.now() + forMs;
  while (performance.now() < until);
  return "done";
}

export function fail(): never {
  throw new RangeError("too far");
}
