import { checkRequest, type Lease, type Locks, lockErrors } from "@quad/lock";
import { memoryPlace } from "../memory-place.ts";
import type { Mutant } from "./mutant.ts";

const NEVER = new AbortController().signal;
const NEVER_LEASE = { signal: NEVER };

/** Leases that say the wrong thing to their holders, and requests that are not looked at. */
export const holderMutants: readonly Mutant[] = [
  {
    name: "never tells a holder that its lease is over",
    caughtBy: [
      "a lease that is not renewed goes to the next, not before its time, and it was told",
      "a released lease is over: its signal says so, and it cannot be renewed",
      "expiresAt says when the holder will be told",
      "a holder that is cut off is told when its time is over",
      "a killed holder keeps the lock for its lease, and no longer",
      "a stop ends the leases here; the engine keeps them for their time",
      "a paused holder believes in its lease; the resource refuses what it writes",
    ],
    place: () => memoryPlace({ locks: (locks) => leasing(locks, () => NEVER_LEASE) }),
  },
  {
    name: "does not know when its leases end",
    caughtBy: ["expiresAt says when the holder will be told"],
    place: () =>
      memoryPlace({ locks: (locks) => leasing(locks, () => ({ expiresAt: new Date(0) })) }),
  },
  {
    name: "counts a lease from a wall clock",
    caughtBy: ["the engine's clock decides: those of the holders may be hours off"],
    place: () =>
      memoryPlace({
        locks: (locks) =>
          leasing(locks, ({ expiresAt, signal }) => ({
            signal:
              Math.abs(expiresAt.getTime() - Date.now()) > 60_000 ? AbortSignal.abort() : signal,
          })),
      }),
  },
  {
    name: "asks for the lock again when a renewal is refused",
    caughtBy: ["a released lease is over: its signal says so, and it cannot be renewed"],
    place: () =>
      memoryPlace({
        locks: (locks) =>
          leasing(locks, (lease) => ({
            async renew() {
              await lease.renew().catch(async (error: unknown) => {
                if (!(await locks.tryAcquire(lease.name))) throw error;
              });
            },
          })),
      }),
  },
  {
    name: "gives a renewed lease another token",
    caughtBy: ["a renewal keeps the token"],
    place: () =>
      memoryPlace({
        locks: (locks) =>
          leasing(locks, (lease) => {
            let { token } = lease;
            return {
              get token() {
                return token;
              },
              async renew() {
                await lease.renew();
                token += 1;
              },
            };
          }),
      }),
  },
  {
    name: "keeps silent when a lease cannot be renewed",
    caughtBy: [
      "a lease that is over cannot be renewed, though nobody else has the lock",
      "a released lease is over: its signal says so, and it cannot be renewed",
      "the engine does not renew what has run out",
      "the engine does not renew what another has",
    ],
    place: () =>
      memoryPlace({
        locks: (locks) =>
          leasing(locks, (lease) => ({ renew: () => lease.renew().catch(() => {}) })),
      }),
  },
  {
    name: "releases the lease it gave last, whichever it should",
    caughtBy: ["releasing twice is safe, at once and later, and frees nobody else's lock"],
    place() {
      let latest: Lease | undefined;
      return memoryPlace({
        locks: (locks) =>
          leasing(locks, (lease) => {
            latest = lease;
            return { release: async () => latest?.release() };
          }),
      });
    },
  },
  {
    name: "fails when it is released twice",
    caughtBy: ["releasing twice is safe, at once and later, and frees nobody else's lock"],
    place: () =>
      memoryPlace({
        locks: (locks) =>
          leasing(locks, (lease) => ({
            async release() {
              lease.signal.throwIfAborted();
              await lease.release();
            },
          })),
      }),
  },
  {
    name: "gives up a lease when the engine is away",
    caughtBy: ["a cut takes no lease away: it can be renewed when the engine is back"],
    place: () =>
      memoryPlace({
        locks: (locks) =>
          leasing(locks, (lease) => ({
            async renew() {
              try {
                await lease.renew();
              } catch (error) {
                lease.release().catch(() => {});
                throw error;
              }
            },
          })),
      }),
  },
  {
    name: "writes, though it was told",
    caughtBy: ["6 contenders through 4 cuts: the resource takes no late write"],
    place: () =>
      memoryPlace({
        locks: (locks) =>
          leasing(locks, ({ token }) => ({ ...NEVER_LEASE, token: 1_000 - (token % 1_000) })),
      }),
  },
  {
    name: "takes any request",
    caughtBy: ["refuses what is not valid, and gives nothing"],
    place: () =>
      memoryPlace({
        locks: (locks) => ({
          ...locks,
          acquire: (_, options) => locks.acquire("any", options),
          tryAcquire: (_, options) => locks.tryAcquire("any", options),
        }),
      }),
  },
  {
    name: "is stricter than it should be",
    caughtBy: ["takes what is just within the limits"],
    place: () =>
      memoryPlace({
        locks: (locks) => ({
          ...locks,
          async acquire(name, options) {
            const { leaseMs } = checkRequest(name, options);
            if (leaseMs > 60_000) throw lockErrors.LOCK_INVALID({ reason: "leaseMs" });
            return locks.acquire(name, options);
          },
        }),
      }),
  },
];

/** The same locks with other leases. */
function leasing(locks: Locks, change: (lease: Lease) => Partial<Lease>): Locks {
  const changed = (lease: Lease): Lease => {
    const own: Lease = {
      name: lease.name,
      token: lease.token,
      get expiresAt() {
        return lease.expiresAt;
      },
      signal: lease.signal,
      renew: () => lease.renew(),
      release: () => lease.release(),
    };
    return Object.defineProperties(own, Object.getOwnPropertyDescriptors(change(lease)));
  };
  return {
    ...locks,
    acquire: async (name, options) => changed(await locks.acquire(name, options)),
    async tryAcquire(name, options) {
      const lease = await locks.tryAcquire(name, options);
      return lease && changed(lease);
    },
  };
}
