import type { Clock } from "@quad/clock";
import { type Lifecycle, managed } from "@quad/lifecycle";

export interface SubscriptionMemberOptions {
  /** What `start` of the member does first; when it rejects, so does `start`. */
  readonly join: () => Promise<void>;
  /** Handles one batch, if there is one. */
  readonly step: (signal: AbortSignal) => Promise<StepOutcome>;
  /** Between a batch that was not full and the next one. */
  readonly restMs: number;
  /** Calls `listener` when there may be something to do; returns how to end that. */
  readonly onNews: (listener: () => void) => () => void;
  /** Hears of the first of several failures in a row, and of the success after them. */
  readonly report: (news: SubscriptionNews) => void;
  readonly clock: Clock;
  /** In [0, 1), for jitter. */
  readonly random: () => number;
}

export type SubscriptionNews = { readonly failure: unknown } | "works again";

/**
 * - `full`: more is likely to wait
 * - `moved`: there was something, and all of it is done
 * - `idle`: there was nothing; whoever adds something tells
 * - `againInMs`: there is something that cannot be done now, and nobody tells when it can
 */
export type StepOutcome = "full" | "moved" | "idle" | { readonly againInMs: number };

/** Who works at a name may be done, or dead, after so long. */
export const BUSY_LOOK_MS = 500;
/** A net below the news: for one that was lost. */
const IDLE_LOOK_MS = 5_000;
const RETRY_DELAY_MS = 100;
const RETRY_DELAY_MS_MAX = 5_000;

/** After so many failures in a row: growing, jittered. */
export function retryPauseMs(failures: number, random: () => number): number {
  const delayMs = Math.min(RETRY_DELAY_MS * 2 ** (failures - 1), RETRY_DELAY_MS_MAX);
  return delayMs * (0.5 + random() / 2);
}

/** The loop of a member, the same for every adapter: step after step, with pauses when due. */
export function subscriptionMember(options: SubscriptionMemberOptions): Lifecycle {
  const { join, step, restMs, onNews, report, clock, random } = options;
  let stopping = new AbortController();
  let nap = new AbortController();
  let failures = 0;
  let running: Promise<void> = Promise.resolve();
  let stopHearing = () => {};

  async function run({ signal }: AbortController): Promise<void> {
    while (!signal.aborted) {
      // Before the step: news that come after it has looked must end the next nap.
      nap = new AbortController();
      const outcome = await tryStep(signal);
      if (outcome === "full") continue;
      // News do not cut a rest short: they are what it waits for.
      if (outcome === "moved") await sleep(restMs, signal);
      else await sleep(napMs(outcome), AbortSignal.any([nap.signal, signal]));
    }
  }

  async function sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (ms > 0) await clock.sleep(ms, signal).catch(() => {});
  }

  async function tryStep(signal: AbortSignal): Promise<StepOutcome> {
    try {
      const outcome = await step(signal);
      if (failures > 0) report("works again");
      failures = 0;
      return outcome;
    } catch (failure) {
      // What a handler throws because it was told to give up is no failure.
      if (failures === 0 && !signal.aborted) report({ failure });
      failures++;
      // News do not cut the pause after a failure short, not even those just before it.
      nap = new AbortController();
      return { againInMs: retryPauseMs(failures, random) };
    }
  }

  function napMs(outcome: Exclude<StepOutcome, "full" | "moved">): number {
    return outcome === "idle" ? IDLE_LOOK_MS : outcome.againInMs;
  }

  return managed({
    async start() {
      await join();
      stopping = new AbortController();
      failures = 0;
      stopHearing = onNews(() => failures === 0 && nap.abort());
      running = run(stopping);
    },
    async stop() {
      stopHearing();
      stopping.abort();
      await running;
    },
  });
}
