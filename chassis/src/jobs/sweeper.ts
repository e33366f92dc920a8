import { type Lifecycle, managed } from "@quad/lifecycle";
import type { Kit } from "../kit.ts";

export interface Sweep {
  readonly everyMs: number;
  /** For the log, when it failed: `expired carts were not swept`. */
  readonly failure: string;
  /** One round; true when there is more to do at once. */
  readonly sweep: () => Promise<boolean>;
}

/**
 * Does a chore at the start and from time to time, for the `resources` of a manifest. A round
 * that fails is logged and tried again next time; a stop lets it end.
 */
export function sweeper({ clock, log }: Pick<Kit, "clock" | "log">, chore: Sweep): Lifecycle {
  const { everyMs, failure, sweep } = chore;
  let stopping = new AbortController();
  let sweeping = Promise.resolve();

  async function sweepUntilStopped(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const isLeft = await sweep().catch((error: unknown) => {
        log.warn({ error }, failure);
        return false;
      });
      if (!isLeft) await clock.sleep(everyMs, signal).catch(() => {});
    }
  }

  return managed({
    async start() {
      stopping = new AbortController();
      sweeping = sweepUntilStopped(stopping.signal);
    },
    async stop() {
      stopping.abort();
      await sweeping;
    },
  });
}
