import type { Clock } from "@quad/clock";
import type { SagaLog } from "./saga-log.ts";
import type { SagaStore } from "./saga-store.ts";

/** In one statement: a short one holds up nobody. */
const BATCH_MAX = 1_000;
const EVERY_MS_MIN = 50;
const EVERY_MS_MAX = 10 * 60 * 1_000;

interface PruneOptions {
  readonly store: Pick<SagaStore<never>, "prune">;
  readonly clock: Clock;
  readonly log: SagaLog;
  readonly keptMs: number;
}

export interface Pruning {
  stop(): Promise<void>;
}

/** Deletes sagas that ended long ago, until it is stopped. What fails is done the next time. */
export function pruneEnded({ store, clock, log, keptMs }: PruneOptions): Pruning {
  const stopping = new AbortController();
  const { signal } = stopping;
  // What is kept for short is looked for more often.
  const everyMs = Math.min(Math.max(keptMs / 10, EVERY_MS_MIN), EVERY_MS_MAX);

  async function prune(): Promise<void> {
    while (!signal.aborted) if ((await store.prune(keptMs, BATCH_MAX)) < BATCH_MAX) return;
  }

  async function pruneUntilStop(): Promise<void> {
    while (!signal.aborted) {
      await clock.sleep(everyMs, signal).catch(() => {});
      await prune().catch((error: unknown) => {
        log.warn({ error }, "Sagas that ended long ago could not be deleted.");
      });
    }
  }

  const pruning = pruneUntilStop();
  return {
    async stop() {
      stopping.abort();
      await pruning;
    },
  };
}
