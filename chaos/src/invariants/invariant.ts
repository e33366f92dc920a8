import type { Evidence } from "../evidence/evidence.ts";

/** What is true of a campus that came to rest, whatever was done to it. */
export interface Invariant {
  readonly name: string;
  /** As a sentence. */
  readonly promise: string;
  readonly check: (evidence: Evidence) => Violation[];
}

export interface Violation {
  /** Of the order that it is about, if it is about one. */
  readonly orderId?: string;
  readonly bookId?: string;
  /** What is wrong, with the numbers that disagree. */
  readonly what: string;
}
