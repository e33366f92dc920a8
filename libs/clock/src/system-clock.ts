import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "./clock.ts";

/** The longest timer Node has, almost 25 days; it takes a longer one for 1 ms. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/** The machine's own clock and timers. */
export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(delayMs, signal) {
    signal?.throwIfAborted();
    let leftMs = delayMs;
    do {
      await sleep(Math.min(leftMs, TIMER_MS_MAX), undefined, signal ? { signal } : {}).catch(
        (error: unknown) => {
          throw signal?.aborted ? signal.reason : error;
        },
      );
      leftMs -= TIMER_MS_MAX;
    } while (leftMs > 0);
  },
};
