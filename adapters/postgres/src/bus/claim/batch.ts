import type { Message } from "@quad/bus";
import { bodyOf } from "../stored-body.ts";
import type { ClaimedSlot } from "./slot-claim.ts";
import type { HeldRow, LogRow } from "./slot-load.ts";

/** What one claim of a slot has loaded: a queue for each key, to be run side by side. */
export interface Batch extends ClaimedSlot {
  /** Of the claim. */
  readonly token: string;
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
  /** So many of the entries. */
  handled: number;
  /** Of the entry after those. */
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
  /** Null when the message has to wait for a neighbour. */
  readonly error: string | null;
}

/** `rows` may be of several slots; they are ordered as `loadSlots` does it. */
export function batchOf(
  claimed: ClaimedSlot & { readonly token: string },
  rows: readonly (HeldRow | LogRow)[],
): Batch {
  const queues = new Map<string, KeyQueue>();
  const window: string[] = [];
  const behind: number[] = [];

  function enqueue(row: HeldRow | LogRow): void {
    const queue = extended(queues.get(row.key) ?? newQueue(row), row, window.length - 1);
    queues.set(row.key, queue);
  }

  for (const row of rows.filter(({ slot }) => slot === claimed.slot)) {
    if (row.source === "log") window.push(row.position);
    if (row.source === "held") enqueue(row);
    else if (row.behind && !queues.get(row.key)?.complete) behind.push(window.length - 1);
    else if (row.heard) enqueue(row);
  }
  return { ...claimed, queues: [...queues.values()], window, behind };
}

/** The message to hand over next; undefined when the queue is done or stopped by a failure. */
export function nextOf({ entries, handled, failure }: KeyQueue): Entry | undefined {
  return failure === null ? entries[handled] : undefined;
}

function newQueue({ key, source, attempts }: HeldRow | LogRow): KeyQueue {
  return {
    ...{ key, entries: [], attempts: attempts ?? 0, wasHeld: source === "held", complete: true },
    ...{ handled: 0, failure: null, running: false },
  };
}

function extended(queue: KeyQueue, row: HeldRow | LogRow, index: number): KeyQueue {
  const isHeld = row.source === "held";
  const complete = isHeld ? row.last : queue.complete;
  if (row.position === null) return { ...queue, complete };
  const { id, topic, key, headers, position } = row;
  const message = { id, topic, key, body: bodyOf(row), headers };
  const entry = { message, position, index: isHeld ? null : index };
  return { ...queue, complete, entries: [...queue.entries, entry] };
}
