import type { Lifecycle } from "@quad/lifecycle";

/**
 * Locks by name, given as leases: at most one holder at a time, as the engine sees it. A holder
 * that was paused may still believe in a lease that has passed to another. So whatever a lock
 * guards must check the lease's `token` itself, see `fence`. A stop refuses those who wait and ends
 * the leases here; the engine keeps them for their time, for somebody may still be at work.
 */
export interface Locks extends Lifecycle {
  readonly supports: LockSupports;
  /**
   * Waits for the lock. Errors: LOCK_BUSY (`waitMs` is over; details: `waitedMs`, `holder`),
   * LOCK_UNAVAILABLE (the engine does not answer; a lease that it may have given runs out by
   * itself), LOCK_NOT_RUNNING (also for those who wait when it stops), LOCK_INVALID, and the
   * reason of `signal`. After any of them the caller waits no more and holds nothing.
   */
  acquire(name: string, options?: AcquireOptions): Promise<Lease>;
  /**
   * The lock, if it can be had now: undefined when somebody has it, or waits for it.
   * Errors: those of `acquire` but LOCK_BUSY.
   */
  tryAcquire(name: string, options?: LeaseOptions): Promise<Lease | undefined>;
}

export interface LockSupports {
  /** Leases and tokens outlive the process and a restart of the engine. */
  readonly durable: boolean;
  /** Holds between processes. */
  readonly multiProcess: boolean;
  /**
   * Those who wait are served in the order in which they asked. One who does not take its turn is
   * passed over. Where false, in any order.
   */
  readonly fair: boolean;
}

export interface LeaseOptions {
  /** How long the engine keeps the lock for a holder it does not hear of. Default `LEASE_MS`. */
  readonly leaseMs?: number;
}

export interface AcquireOptions extends LeaseOptions {
  /** How long to wait at most; 0 asks once. Default `WAIT_MS`. */
  readonly waitMs?: number;
  /** Ends the wait. */
  readonly signal?: AbortSignal;
}

/** The right to act under a lock. Nobody renews it for you: see `withLock`. */
export interface Lease {
  readonly name: string;
  /**
   * The fencing token: a whole number, greater for every later lease of this name, whatever became
   * of the ones before. Not consecutive.
   */
  readonly token: number;
  /** When `signal` will abort unless it is renewed, by the clock of this process. */
  readonly expiresAt: Date;
  /**
   * Aborts with LOCK_LOST when the lease is lost, released, or may be lost: its time is counted
   * here, from before the engine was asked, and ends a tenth early. So a holder whose timers run
   * knows before anybody else gets the lock.
   */
  readonly signal: AbortSignal;
  /**
   * Another `leaseMs` from now. Errors: LOCK_LOST (for good: a lost lease cannot be had back),
   * LOCK_UNAVAILABLE (nothing has changed here: try again while there is time).
   */
  renew(): Promise<void>;
  /**
   * Gives the lock to the next. Safe twice, and of a lost lease: it never takes the lock from
   * anybody else. Errors: LOCK_UNAVAILABLE, LOCK_NOT_RUNNING (the lease runs out by itself).
   */
  release(): Promise<void>;
}

/** Default of `leaseMs`. */
export const LEASE_MS = 10_000;
/** Shorter leases would be lost to a pause of the garbage collector. */
export const LEASE_MS_MIN = 100;
export const LEASE_MS_MAX = 3_600_000;

/** Default of `waitMs`. */
export const WAIT_MS = 10_000;
export const WAIT_MS_MAX = 3_600_000;

/** Of a name, in UTF-16 units. */
export const LOCK_NAME_LENGTH_MAX = 200;
