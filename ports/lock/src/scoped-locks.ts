import { checkRequest } from "./check-request.ts";
import type { Lease, Locks } from "./lock.ts";

/**
 * The locks of one service on an instance that others use too: a name that two services happen to
 * choose means two locks. A name and its scope together have at most `LOCK_NAME_LENGTH_MAX`.
 * The life of the instance is its owner's: `start` and `stop` do nothing here.
 */
export function scopedLocks(shared: Locks, scope: string): Locks {
  const scoped = (name: string) => {
    // Without a name of its own the scope alone would be one.
    checkRequest(name);
    return `${scope}/${name}`;
  };
  return {
    supports: shared.supports,
    acquire: async (name, options) => named(name, await shared.acquire(scoped(name), options)),
    async tryAcquire(name, options) {
      const lease = await shared.tryAcquire(scoped(name), options);
      return lease && named(name, lease);
    },
    start: async () => {},
    stop: async () => {},
  };
}

function named(name: string, lease: Lease): Lease {
  return {
    name,
    token: lease.token,
    get expiresAt() {
      return lease.expiresAt;
    },
    signal: lease.signal,
    renew: () => lease.renew(),
    release: () => lease.release(),
  };
}
