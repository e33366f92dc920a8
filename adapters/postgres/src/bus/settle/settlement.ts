import { type Batch, type KeyQueue, nextOf } from "../claim/batch.ts";

/** What became of a claimed slot's messages. Positions are bigints as text. */
export interface Settlement {
  /** Everything up to here is handled or held now; null leaves the cursor where it is. */
  readonly cursor: string | null;
  /** Held messages that were handled. Those of the log are behind the cursor. */
  readonly handled: readonly { readonly key: string; readonly position: string }[];
  /** Messages of the log that have to wait. */
  readonly held: readonly string[];
  /** Keys with held messages, and how their oldest one stands. */
  readonly stopped: readonly StoppedKey[];
  /** Keys whose held messages are all handled. */
  readonly freed: readonly string[];
}

export interface StoppedKey extends Standing {
  /** The claimer goes on with this key when it has given back the slot. */
  readonly busy: boolean;
}

/** How the oldest unhandled message of a key stands. */
export interface Standing {
  readonly key: string;
  readonly attempts: number;
  /** Until the next attempt; null for a dead letter. */
  readonly delayMs: number | null;
  readonly error: string | null;
}

/**
 * What to write when a slot is given back. Keys whose handler is still at work go on without the
 * slot. When others were not even begun, the cursor goes no further than it must, so that what
 * nobody has touched simply stays in the log.
 */
export function settlementOf({ queues, window, behind }: Batch): Settlement {
  const interrupted = queues.some((queue) => nextOf(queue) && !queue.running);
  const end = interrupted ? Math.max(-1, ...queues.map(lastTouched)) : window.length - 1;
  const inReach = (index: number | null) => index === null || index <= end;

  const stopped: StoppedKey[] = [];
  const freed: string[] = [];
  const handled = queues
    .filter(({ wasHeld }) => wasHeld)
    .flatMap((queue) => handledPositions(queue).map((position) => ({ key: queue.key, position })));
  const held = behind.filter(inReach).map((index) => window[index] ?? "");

  for (const queue of queues) {
    const { key, complete, wasHeld, running } = queue;
    const rest = queue.entries.slice(queue.handled).filter(({ index }) => inReach(index));
    for (const { index, position } of rest) if (index !== null) held.push(position);
    if (rest.length > 0 || !complete) stopped.push({ ...standingOf(queue), busy: running });
    else if (wasHeld) freed.push(key);
  }
  return { cursor: window[end] ?? null, handled, held, stopped, freed };
}

export function standingOf({ key, attempts, handled, failure }: KeyQueue): Standing {
  if (failure) return { key, ...failure };
  return { key, attempts: handled === 0 ? attempts : 0, delayMs: 0, error: null };
}

export function handledPositions({ entries, handled }: KeyQueue): string[] {
  return entries.slice(0, handled).map(({ position }) => position);
}

/** The index in the window of the last message that a handler has seen; -1 when there is none. */
function lastTouched({ entries, handled, failure, running }: KeyQueue): number {
  const touched = entries.slice(0, handled + (failure || running ? 1 : 0));
  return touched.at(-1)?.index ?? -1;
}
