import { type Lease, lockErrors } from "@quad/lock";
import { memoryPlace } from "../memory-place.ts";
import type { Mutant } from "./mutant.ts";

/** Starts and stops that do too little, or too much. */
export const lifecycleMutants: readonly Mutant[] = [
  {
    name: "says that the lock is busy when it does not run",
    caughtBy: ["refuses calls before its start and after its stop"],
    place: () =>
      memoryPlace({
        locks: (locks) => ({
          ...locks,
          tryAcquire: (name, options) => locks.tryAcquire(name, options).catch(() => undefined),
        }),
      }),
  },
  {
    name: "lets those who wait go on waiting when it stops",
    caughtBy: ["a stop refuses those who wait, at once, and they leave the line"],
    place: () =>
      memoryPlace({
        locks(locks) {
          const waits = new Set<Promise<Lease>>();
          return {
            ...locks,
            acquire(name, options) {
              const wait = locks.acquire(name, options);
              waits.add(wait);
              return wait;
            },
            async stop() {
              await Promise.allSettled(waits);
              await locks.stop();
            },
          };
        },
      }),
  },
  {
    name: "gives its locks away when it stops",
    caughtBy: ["a stop ends the leases here; the engine keeps them for their time"],
    place: () =>
      memoryPlace({
        locks(locks) {
          const leases = new Set<Lease>();
          return {
            ...locks,
            async acquire(name, options) {
              const lease = await locks.acquire(name, options);
              leases.add(lease);
              return lease;
            },
            async stop() {
              for (const lease of leases) await lease.release().catch(() => {});
              await locks.stop();
            },
          };
        },
      }),
  },
  {
    name: "closes before a release has got through",
    caughtBy: ["a stop lets a release under way finish"],
    place: () =>
      memoryPlace({
        locks: (locks) => ({
          ...locks,
          async acquire(name, options) {
            const lease = await locks.acquire(name, options);
            const release = async () => {
              await new Promise(setImmediate);
              await lease.release().catch(() => {});
            };
            return Object.assign(Object.create(lease), { release });
          },
        }),
      }),
  },
  {
    name: "runs once in its life",
    caughtBy: ["can be started again, and goes on"],
    place: () =>
      memoryPlace({
        locks(locks) {
          let hasStopped = false;
          return {
            ...locks,
            async stop() {
              await locks.stop();
              hasStopped = true;
            },
            async start() {
              if (hasStopped) throw lockErrors.LOCK_NOT_RUNNING();
              await locks.start();
            },
          };
        },
      }),
  },
];
