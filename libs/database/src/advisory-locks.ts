/**
 * First halves of the advisory locks that this library takes in a service's database; the second
 * half is a number within the class. Services use classes below a million.
 */
export const LOCK_CLASS = {
  /** One migration at a time. */
  migration: 1_000_001,
  /** One relay at a time. */
  relay: 1_000_002,
  /** Keys of events: see write-outbox.ts. */
  outboxKey: 1_000_003,
} as const;
