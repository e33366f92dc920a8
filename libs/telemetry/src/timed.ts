/** What an error is called in spans and labels: its code, or else the name of its class. */
export function errorTypeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "Error";
  return "code" in thrown ? String(thrown.code) : thrown.name;
}

/**
 * Runs work and says afterwards how long it took, in seconds, and the type of the error it ended
 * with; empty after a success.
 */
export async function timed<T>(
  work: () => Promise<T>,
  record: (seconds: number, errorType: string) => void,
): Promise<T> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1_000;
  try {
    const result = await work();
    record(seconds(), "");
    return result;
  } catch (error) {
    record(seconds(), errorTypeOf(error));
    throw error;
  }
}
