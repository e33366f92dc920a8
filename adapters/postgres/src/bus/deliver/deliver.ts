import { afterFailure, type RetryPolicy, type Subscription } from "@quad/bus";
import type { Semaphore } from "../../semaphore.ts";
import { type Batch, type Entry, type KeyQueue, nextOf } from "../claim/batch.ts";
import type { Leases } from "../claim/leases.ts";
import { DIED } from "../claim/slot-load.ts";
import type { Outages } from "./outages.ts";

/** What delivering needs to know of a member. */
export interface Delivering {
  readonly handle: Subscription["handle"];
  readonly retryOf: (topic: string) => RetryPolicy;
  readonly random: () => number;
  readonly permits: Semaphore;
  readonly outages: Outages;
  readonly leases: Leases;
  /** Aborts when no further message may be started. */
  readonly draining: AbortSignal;
  /** Of the batch: the member may no longer act on its messages. */
  readonly signal: AbortSignal;
}

/** The handing over of one queue. Neither promise rejects. */
export interface Run {
  readonly queue: KeyQueue;
  /** It has a permit. */
  readonly started: Promise<void>;
  /** The queue is done, stopped by a failure, or interrupted. */
  readonly ended: Promise<void>;
}

/**
 * Begins to hand the messages of a batch to the handler: keys side by side, each key's in order up
 * to its first failure. Notes in the queues what became of them.
 */
export function deliver(batch: Batch, delivering: Delivering): Run[] {
  const { permits } = delivering;
  return batch.queues.filter(nextOf).map((queue) => {
    const started = permits.acquire();
    const ended = started
      .then(() => atWork(queue, () => deliverQueue(queue, delivering)))
      .then(() => permits.release());
    return { queue, started, ended };
  });
}

/** Hands over only the first message of a batch. */
export function deliverFirst(batch: Batch, delivering: Delivering): Run[] {
  const queue = batch.queues.find(nextOf);
  const first = queue && nextOf(queue);
  if (!first) return [];
  const ended = atWork(queue, () => deliverEntry(queue, first, delivering));
  return [{ queue, started: Promise.resolve(), ended }];
}

async function atWork(queue: KeyQueue, work: () => Promise<void>): Promise<void> {
  queue.running = true;
  await work();
  queue.running = false;
}

async function deliverQueue(queue: KeyQueue, delivering: Delivering): Promise<void> {
  const { leases, draining, signal } = delivering;
  for (let entry = nextOf(queue); entry; entry = nextOf(queue)) {
    await leases.certain();
    if (draining.aborted || signal.aborted) return;
    await deliverEntry(queue, entry, delivering);
  }
}

async function deliverEntry(queue: KeyQueue, entry: Entry, delivering: Delivering): Promise<void> {
  const { handle, retryOf, random, outages, signal } = delivering;
  const { topic } = entry.message;
  const retry = retryOf(topic);
  const before = queue.handled === 0 ? queue.attempts : 0;
  // Only deaths bring a message this far without a verdict: see taken_over in slot-load.ts.
  if (before >= retry.attemptsMax) {
    queue.failure = { attempts: before, delayMs: null, error: DIED };
    return;
  }
  // Its key is set aside, like one that is tried again later: the others have the permit.
  const waitForNeighbour = (delayMs: number) => {
    queue.failure = { attempts: before, delayMs, error: null };
  };
  const waitMs = outages.waitMs(topic);
  if (waitMs !== undefined) return waitForNeighbour(waitMs);
  const attempt = before + 1;
  try {
    await handle(entry.message, { attempt, signal });
    queue.handled++;
    outages.end(topic);
  } catch (error) {
    // What comes after an abort counts for nobody: the message belongs to another member.
    if (signal.aborted) return;
    const after = afterFailure(error, attempt, retry, random);
    if (after.verdict === "pause") return waitForNeighbour(outages.begin(topic));
    const delayMs = after.verdict === "retry" ? after.delayMs : null;
    queue.failure = { attempts: attempt, delayMs, error: after.error };
  }
}
