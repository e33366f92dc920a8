import type { Clock } from "@quad/clock";

const AGAIN_AFTER_MS = 200;

/**
 * Runs `work` again and again until it succeeds: at least once, and no more when the signal has
 * aborted; then the answer is undefined.
 */
export async function retryUntilAborted<T>(
  work: () => Promise<T>,
  clock: Clock,
  signal: AbortSignal,
): Promise<T | undefined> {
  while (true) {
    try {
      return await work();
    } catch {
      if (signal.aborted) return undefined;
    }
    await clock.sleep(AGAIN_AFTER_MS, signal).catch(() => {});
  }
}
