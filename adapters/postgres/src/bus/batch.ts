import type { Message } from "@quad/bus";
import type { HeldRow, LogRow } from "./slot-load.ts";
import type { Settlement, StoppedKey } from "./slot-settle.ts";

/** What one claim of a slot has loaded: a queue for each key, to be run side by side. */
export interface Batch {
  readonly slot: number;
  readonly queues: readonly KeyQueue[];
  /** The positions of the log that were loaded, in order. */
  readonly window: readonly string[];
  /** Of the window, by index: messages that join those of their key that are held. */
  readonly behind: readonly number[];
}

/** The messages of one key, oldest first, and how far they have come. */
export interface KeyQueue {
  readonly key: string;
  readonly entries: readonly Entry[];
  /** Attempts that the first entry has had before. */
  readonly attempts: number;
  /** The key has held messages in the database. */
  readonly wasHeld: boolean;
  /** All of them are loaded. */
  readonly complete: boolean;
  handled: number;
  failure: Failure | null;
  /** A handler is at work on it. */
  running: boolean;
}

export interface Entry {
  readonly message: Message;
  readonly position: string;
  /** In the batch's window; null for a held message. */
  readonly index: number | null;
}

export interface Failure {
  readonly attempts: number;
  /** Until the next attempt; null when there is none. */
  readonly delayMs: number | null;
  readonly error: string;
}

/** `rows` are those of this slot, as `loadSlots` orders them. */
export function batchOf(slot: number, rows: readonly (HeldRow | LogRow)[]): Batch {
  const queues = new Map<string, KeyQueue & { entries: Entry[]; complete: boolean }>();
  const window: string[] = [];
  const behind: number[] = [];

  const queueOf = (key: string, attempts: number, wasHeld: boolean) => {
    const queue = queues.get(key) ?? {
      ...{ key, entries: [], attempts, wasHeld, complete: true, handled: 0, failure: null },
      running: false,
    };
    queues.set(key, queue);
    return queue;
  };

  for (const row of rows) {
    const { id, topic, key, body, headers, position } = row;
    const message = { id, topic, key, body, headers };
    if (row.source === "held") {
      const queue = queueOf(key, row.attempts, true);
      queue.complete = row.last;
      if (position !== null) queue.entries.push({ message, position, index: null });
    } else {
      const index = window.push(row.position) - 1;
      if (!row.heard) continue;
      if (row.behind && !queues.get(key)?.complete) behind.push(index);
      else queueOf(key, 0, false).entries.push({ message, position: row.position, index });
    }
  }
  return { slot, queues: [...queues.values()], window, behind };
}

/** The message to hand over next; undefined when the queue is done or stopped by a failure. */
export function nextOf({ entries, handled, failure }: KeyQueue): Entry | undefined {
  return failure === null ? entries[handled] : undefined;
}

/**
 * What to write when the slot is given back. Keys whose handler is still at work go on without the
 * slot. When others were not even begun, the cursor goes no further than it must, so that what
 * nobody has touched simply stays in the log.
 */
export function settlementOf({ queues, window, behind }: Batch): Settlement {
  const interrupted = queues.some((queue) => nextOf(queue) && !queue.running);
  const end = interrupted ? Math.max(-1, ...queues.map(lastTouched)) : window.length - 1;
  const inReach = (index: number | null) => index === null || index <= end;

  const stopped: StoppedKey[] = [];
  const freed: string[] = [];
  const handled: { key: string; position: string }[] = [];
  const held = behind.filter(inReach).map((index) => window[index] ?? "");

  for (const queue of queues) {
    const { key, complete, wasHeld, running } = queue;
    for (const position of handledPositions(queue)) handled.push({ key, position });
    const rest = queue.entries.slice(queue.handled).filter(({ index }) => inReach(index));
    for (const { index, position } of rest) if (index !== null) held.push(position);
    if (rest.length > 0 || !complete) stopped.push({ ...standingOf(queue), busy: running });
    else if (wasHeld) freed.push(key);
  }
  return { cursor: window[end] ?? null, handled, held, stopped, freed };
}

/** How the oldest message that is left of a key stands. */
export function standingOf({ key, attempts, handled, failure }: KeyQueue): Omit<StoppedKey, "busy"> {
  if (failure) return { key, ...failure };
  return { key, attempts: handled === 0 ? attempts : 0, delayMs: 0, error: null };
}

export function handledPositions({ entries, handled }: KeyQueue): string[] {
  return entries.slice(0, handled).map(({ position }) => position);
}

function lastTouched({ entries, handled, failure, running }: KeyQueue): number {
  const touched = entries.slice(0, handled + (failure || running ? 1 : 0));
  return touched.at(-1)?.index ?? -1;
}
