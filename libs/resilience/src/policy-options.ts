/** How a neighbour is called. What is left out is not done; `{}` takes the defaults. */
export interface PolicyOptions {
  /** For each attempt. */
  readonly timeoutMs: number;
  /** Only for work that may be repeated: after a timeout nobody knows whether it was done. */
  readonly retry?: Partial<RetryOptions>;
  readonly breaker?: Partial<BreakerOptions>;
  readonly bulkhead?: Partial<BulkheadOptions>;
}

/** The delay before attempt n+1 is random between half and all of `delayMs * 2^(n-1)`, capped. */
export interface RetryOptions {
  /** The first attempt included. */
  readonly attemptsMax: number;
  readonly delayMs: number;
  readonly delayMsMax: number;
}

/** Used by no service yet: it is here for the labs. */
export interface BreakerOptions {
  /** Failed attempts without an answer between them that open the circuit. */
  readonly failuresConsecutive: number;
  /** How long it stays open before one attempt is let through to see. */
  readonly openMs: number;
}

/** Used by no service yet: it is here for the labs. */
export interface BulkheadOptions {
  /** Calls under way at the same time. */
  readonly concurrencyMax: number;
  /** Calls that wait for their turn. */
  readonly queueMax: number;
}

/** A person is waiting: three attempts get over a restart of a connection, and cost 300 ms. */
export const RETRY_DEFAULT: RetryOptions = { attemptsMax: 3, delayMs: 100, delayMsMax: 2_000 };

/** Five failures are no accident; five seconds are about what a service needs to start again. */
export const BREAKER_DEFAULT: BreakerOptions = { failuresConsecutive: 5, openMs: 5_000 };

/** One slow neighbour holds no more of a process than this; who waits is served in four rounds. */
export const BULKHEAD_DEFAULT: BulkheadOptions = { concurrencyMax: 32, queueMax: 128 };
