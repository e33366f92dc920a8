import {
  bulkhead,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  halfJitterGenerator,
  handleAll,
  handleWhen,
  isBrokenCircuitError,
  isBulkheadRejectedError,
  isTaskCancelledError,
  noop,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from "cockatiel";
import { answerOf } from "./answer.ts";
import {
  BREAKER_DEFAULT,
  type BreakerOptions,
  BULKHEAD_DEFAULT,
  type PolicyOptions,
  RETRY_DEFAULT,
  type RetryOptions,
} from "./policy-options.ts";
import { resilienceErrors } from "./resilience-errors.ts";

/** One for each neighbour, shared by all calls to it. */
export interface Policy {
  /**
   * Does the work under the policy. Its signal aborts when the attempt's time is up.
   * Errors: RESILIENCE_TIMEOUT, RESILIENCE_OPEN, RESILIENCE_FULL, and what the work throws.
   */
  run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Of the circuit breaker; `closed` without one. It stays `open` until the next call. */
  readonly state: "closed" | "open" | "half-open";
}

/**
 * Timeout, retry, circuit breaker and bulkhead around a call, from the outside in:
 *
 * 1. bulkhead: a call that is refused has cost nothing, and one that waits to be tried again keeps
 *    its place, so that an outage fills the bulkhead and not the memory;
 * 2. retry: every attempt asks the breaker, and the first to find it open is the last;
 * 3. breaker: an attempt that ran out of time counts as a failure;
 * 4. timeout: of each attempt, so that waiting for a place or for the next attempt costs none.
 */
export function policy(options: PolicyOptions): Policy {
  const { timeoutMs } = options;
  const places = options.bulkhead && { ...BULKHEAD_DEFAULT, ...options.bulkhead };
  const retries = options.retry && { ...RETRY_DEFAULT, ...options.retry };
  const circuit = options.breaker && { ...BREAKER_DEFAULT, ...options.breaker };

  const breaker = circuit && breakerLayer(circuit);
  const layers = wrap(
    places ? bulkhead(places.concurrencyMax, places.queueMax) : noop,
    retries ? retryLayer(retries) : noop,
    breaker ?? noop,
    // Not aborted on return: a response's body is read after its headers, by the same signal.
    timeout(timeoutMs, { strategy: TimeoutStrategy.Aggressive, abortOnReturn: false }),
  );

  function named(error: unknown): unknown {
    if (isTaskCancelledError(error)) return resilienceErrors.RESILIENCE_TIMEOUT({ timeoutMs });
    if (isBulkheadRejectedError(error)) return resilienceErrors.RESILIENCE_FULL({ ...places });
    if (!isBrokenCircuitError(error)) return error;
    return resilienceErrors.RESILIENCE_OPEN({ ...circuit }, lastErrorOf(breaker));
  }

  return {
    async run(work) {
      const answering = layers.execute(({ signal }) => answerOf(work, signal, timeoutMs));
      const answer = await answering.catch((error: unknown) => Promise.reject(named(error)));
      return answer();
    },
    get state() {
      return STATES[breaker?.state ?? CircuitState.Closed];
    },
  };
}

const STATES = {
  [CircuitState.Closed]: "closed",
  [CircuitState.Open]: "open",
  [CircuitState.HalfOpen]: "half-open",
  // Only by hand, which is not offered.
  [CircuitState.Isolated]: "open",
} as const;

function retryLayer({ attemptsMax, delayMs, delayMsMax }: RetryOptions) {
  const backoff = new ExponentialBackoff({
    initialDelay: delayMs,
    maxDelay: delayMsMax,
    generator: halfJitterGenerator,
  });
  const mayRetry = handleWhen((error) => !isBrokenCircuitError(error));
  return retry(mayRetry, { maxAttempts: attemptsMax - 1, backoff });
}

function breakerLayer({ failuresConsecutive, openMs }: BreakerOptions): CircuitBreakerPolicy {
  const breaker = new ConsecutiveBreaker(failuresConsecutive);
  return circuitBreaker(handleAll, { halfOpenAfter: openMs, breaker });
}

function lastErrorOf(breaker: CircuitBreakerPolicy | undefined): unknown {
  const failure = breaker?.lastFailure;
  return failure && "error" in failure ? failure.error : undefined;
}
