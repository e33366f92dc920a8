import type { Lifecycle } from "@quad/lifecycle";
import type { LockSupports } from "./lock.ts";

/**
 * What an engine has to do for `engineLocks` to make locks of it: few questions, each answered in
 * one step. Its own clock decides what has expired. Every call may fail with LOCK_UNAVAILABLE, and
 * may have had its effect all the same.
 */
export interface LockEngine extends Lifecycle {
  readonly supports: LockSupports;
  /**
   * Grants the lock when it is free and nobody is ahead in the line, or when this very claim has
   * it already: then with a new token, for the answer of the first grant was lost. Otherwise, if
   * the claim `waits`, it keeps or gets its place in the line.
   */
  ask(question: LockQuestion): Promise<LockAnswer>;
  /** False when the claim does not have the lock, or has it no more. */
  renew(claim: LockClaim): Promise<boolean>;
  /** Takes lock and place from this claim, from nobody else; then calls the next in the line. */
  release(claim: LockClaim): Promise<void>;
  /**
   * Whom to tell when it may be a claim's turn; without an id, anybody's. Calls may get lost: they
   * save time, no more.
   */
  tell(called: (claimId?: string) => void): void;
}

/** One call of `acquire`, whatever becomes of it. */
export interface LockClaim {
  /** A UUID. */
  readonly id: string;
  readonly name: string;
  readonly leaseMs: number;
}

export interface LockQuestion extends LockClaim {
  readonly waits: boolean;
  /** The place in the line that an earlier answer gave it. */
  readonly ticket: number | undefined;
  /** It was called, or has asked before: to be served before those who only join the line. */
  readonly urgent: boolean;
}

export type LockAnswer =
  | { readonly token: number }
  | {
      readonly token: undefined;
      /** Who has the lock, or is the next to have it. */
      readonly holder: string;
      /** When it may be free, if nobody says anything before. */
      readonly askAgainMs: number;
      readonly ticket: number | undefined;
    };
