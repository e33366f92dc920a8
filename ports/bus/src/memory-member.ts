import type { Clock } from "@quad/clock";
import { type Lifecycle, managed } from "@quad/lifecycle";
import { STOP_PATIENCE_MS } from "./bus.ts";
import type { MemoryEngine } from "./memory-engine.ts";
import type { Claim, MemoryGroup, Outcome } from "./memory-group.ts";
import { MemoryOutcomes } from "./memory-outcomes.ts";
import type { Message } from "./message.ts";
import type { SubscriptionOptions } from "./subscription-options.ts";

export interface MemoryMemberOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly engine: MemoryEngine;
  /** The bus it belongs to. */
  readonly owner: object;
  /** Throws while that bus does not take new members. */
  readonly needRunning: () => void;
}

/** A member of a group: `concurrency` workers, each with one message of one key in its hands. */
export function memoryMember(
  { group: name, topics, handle, concurrency, retryOf }: SubscriptionOptions,
  { clock, random, engine, owner, needRunning }: MemoryMemberOptions,
): Lifecycle {
  let stopping = new AbortController();
  /** Aborts when a stop has waited long enough. */
  let over = new AbortController();
  let workers: Promise<void>[] = [];
  const outcomes = new MemoryOutcomes({ clock, random, engine, retryOf });

  async function work(group: MemoryGroup, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const now = clock.now().getTime();
      const mayTake = ({ topic }: Message) => !outcomes.isPaused(topic, now);
      const claim = engine.take(group, { owner, now, mayTake });
      if (claim) group.settle(claim, await offer(claim));
      else await idle(group, now, stop);
    }
  }

  /** Until the group changes, a retry is due, or a pause is over. */
  async function idle(group: MemoryGroup, now: number, stop: AbortSignal): Promise<void> {
    const until = Math.min(engine.nextDueAt(group, owner, now), outcomes.nextEndAt(now));
    const wake = AbortSignal.any([stop, group.changed]);
    await clock.sleep(until - now, wake).catch(() => {});
  }

  async function offer({ message, attempt, lost }: Claim): Promise<Outcome> {
    const signal = AbortSignal.any([lost.signal, over.signal]);
    try {
      await handle(message, { attempt, signal });
      return outcomes.handled(message);
    } catch (thrown) {
      // Giving up when told to is nobody's failure.
      return signal.aborted ? { verdict: "return" } : outcomes.failed(thrown, message, attempt);
    }
  }

  return managed({
    async start() {
      needRunning();
      const group = engine.join(name, topics);
      stopping = new AbortController();
      over = new AbortController();
      const { signal } = stopping;
      workers = Array.from({ length: concurrency }, () => work(group, signal));
    },
    async stop() {
      stopping.abort();
      const done = new AbortController();
      const patience = clock.sleep(STOP_PATIENCE_MS, done.signal).then(
        () => over.abort(),
        () => {},
      );
      await Promise.all(workers);
      done.abort();
      await patience;
    },
  });
}
