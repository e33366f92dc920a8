import type { Message } from "./message.ts";

/**
 * Messages that a group gave up on. Each blocks the later messages of its key in that group.
 * Errors of every call: BUS_NOT_RUNNING, BUS_UNAVAILABLE.
 */
export interface DeadLetters {
  /**
   * Oldest first. `cursor` is the `next` of the page before, good also when that page's letters
   * are gone by now. `limit` is `DEAD_LETTERS_PAGE_DEFAULT`, at most `DEAD_LETTERS_PAGE_MAX`.
   */
  list(query?: {
    group?: string;
    limit?: number;
    cursor?: string;
  }): Promise<{ items: DeadLetter[]; next: string | null }>;

  /** Error: BUS_DEAD_LETTER_NOT_FOUND. */
  get(id: string): Promise<DeadLetter>;

  /**
   * Offers the message again to this group, with a fresh count of attempts, ahead of what waited
   * behind it. A `body` replaces the original; the id stays.
   * Errors: BUS_DEAD_LETTER_NOT_FOUND; of the body: BUS_MESSAGE_INVALID, BUS_MESSAGE_TOO_LARGE.
   */
  replay(id: string, edit?: { body: unknown }): Promise<void>;

  /** Drops it for this group and lets its key flow on. Error: BUS_DEAD_LETTER_NOT_FOUND. */
  discard(id: string): Promise<void>;
}

export interface DeadLetter {
  /** Of this dead letter: one message can be dead in several groups. */
  readonly id: string;
  readonly group: string;
  readonly message: Message;
  readonly attempts: number;
  /** Name, code and text of the last failure. */
  readonly error: string;
  readonly diedAt: Date;
  /** Messages of the same key waiting behind it. */
  readonly blocked: number;
}

export const DEAD_LETTERS_PAGE_DEFAULT = 50;
export const DEAD_LETTERS_PAGE_MAX = 500;
