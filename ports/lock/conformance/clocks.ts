import { type Clock, systemClock } from "@quad/clock";

export interface PausableClock extends Clock {
  pause(): void;
  resume(): void;
}

/** Timers that do not fire while it is paused, like those of a process that is. */
export function pausableClock(): PausableClock {
  let paused: PromiseWithResolvers<void> | undefined;
  return {
    now: systemClock.now,
    async sleep(delayMs, signal) {
      await systemClock.sleep(delayMs, signal);
      await paused?.promise;
      signal?.throwIfAborted();
    },
    pause() {
      paused ??= Promise.withResolvers();
    },
    resume() {
      paused?.resolve();
      paused = undefined;
    },
  };
}

/** Right about durations, wrong about the time of day. */
export function shiftedClock(byMs: number): Clock {
  return {
    now: () => new Date(systemClock.now().getTime() + byMs),
    sleep: systemClock.sleep,
  };
}
