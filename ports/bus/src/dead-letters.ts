import type { Message } from "./bus.ts";

/** Messages that a group gave up on. Each blocks the later messages of its key in that group. */
export interface DeadLetters {
  /** Oldest first. `cursor` comes from the page before. */
  list(query?: {
    group?: string;
    limit?: number;
    cursor?: string;
  }): Promise<{ items: DeadLetter[]; next: string | null }>;

  /** Error: BUS_DEAD_LETTER_NOT_FOUND. */
  get(id: string): Promise<DeadLetter>;

  /**
   * Offers the message again with a fresh count of attempts, ahead of what waited behind it.
   * A `body` replaces the original; the id stays. Error: BUS_DEAD_LETTER_NOT_FOUND.
   */
  replay(id: string, edit?: { body: unknown }): Promise<void>;

  /** Drops the message for this group and lets its key flow on. Error: BUS_DEAD_LETTER_NOT_FOUND. */
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
