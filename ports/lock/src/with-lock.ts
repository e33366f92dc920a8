import { type Clock, systemClock } from "@quad/clock";
import type { AcquireOptions, Lease, Locks } from "./lock.ts";
import { LEASE_MS } from "./lock.ts";

export interface WithLockOptions extends AcquireOptions {
  readonly clock?: Clock;
}

/** So many a lease: two may fail before the holder has to give it up. */
const RENEWALS = 4;

/**
 * Runs `work` under a lock: renews the lease while it runs and releases it in the end. `work` must
 * end when `lease.signal` aborts, and hand `lease.token` to what it changes. Errors: those of
 * `acquire` and of `work`; LOCK_LOST when the lease was lost before `work` ended, for then nobody
 * knows whether it was alone.
 */
export async function withLock<T>(
  locks: Locks,
  name: string,
  work: (lease: Lease) => Promise<T>,
  { clock = systemClock, ...options }: WithLockOptions = {},
): Promise<T> {
  const lease = await locks.acquire(name, options);
  const done = new AbortController();
  const renewing = renewUntil(AbortSignal.any([done.signal, lease.signal]), {
    ...{ lease, clock, everyMs: (options.leaseMs ?? LEASE_MS) / RENEWALS },
  });
  try {
    const answer = await work(lease);
    lease.signal.throwIfAborted();
    return answer;
  } finally {
    done.abort();
    await renewing;
    // What cannot be given back runs out by itself.
    await lease.release().catch(() => {});
  }
}

interface Renewing {
  readonly lease: Lease;
  readonly clock: Clock;
  readonly everyMs: number;
}

async function renewUntil(signal: AbortSignal, { lease, clock, everyMs }: Renewing): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(everyMs, signal).catch(() => {});
    // A failure changes nothing here: the next renewal tries again, or the lease's time is over.
    if (!signal.aborted) await lease.renew().catch(() => {});
  }
}
