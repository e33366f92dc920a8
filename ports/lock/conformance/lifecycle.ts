import { expect } from "vitest";
import type { LockCheck } from "./lock-stage.ts";

const NOT_RUNNING = { code: "LOCK_NOT_RUNNING" };
const LOST = { code: "LOCK_LOST" };
const LEASE_MS = 800;

/** Around start and stop; `testLifecycle` checks the rest. */
export const lifecycleChecks: readonly LockCheck[] = [
  {
    name: "refuses calls before its start and after its stop",
    async run(stage) {
      const locks = stage.open();
      await expect(stage.acquire(locks)).rejects.toMatchObject(NOT_RUNNING);
      await expect(locks.tryAcquire(stage.name)).rejects.toMatchObject(NOT_RUNNING);
      await locks.start();
      await locks.stop();
      await expect(stage.acquire(locks)).rejects.toMatchObject(NOT_RUNNING);
      await expect(locks.tryAcquire(stage.name)).rejects.toMatchObject(NOT_RUNNING);
    },
  },
  {
    name: "a stop refuses those who wait, at once, and they leave the line",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      await stage.acquire(here);
      const waits = [stage.acquire(there), stage.acquire(there)];
      await stage.untilWaiting(2);
      const outcomes = Promise.allSettled(waits);
      await stage.within(there.stop(), "the locks stop");
      const refused = { status: "rejected", reason: NOT_RUNNING };
      expect(await outcomes).toMatchObject([refused, refused]);
      expect(await stage.place.waiting(stage.name)).toBe(0);
    },
  },
  {
    name: "a stop ends the leases here; the engine keeps them for their time",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      const lease = await stage.acquire(here, { leaseMs: 2 * LEASE_MS });
      await here.stop();
      expect(lease.signal.reason).toMatchObject(LOST);
      expect(await there.tryAcquire(stage.name)).toBeUndefined();
      await expect(lease.renew()).rejects.toMatchObject(LOST);
      await expect(lease.release()).rejects.toMatchObject(NOT_RUNNING);
      expect((await stage.acquire(there)).token).toBeGreaterThan(lease.token);
    },
  },
  {
    name: "a stop lets a release under way finish",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      const lease = await stage.acquire(here, { leaseMs: 4 * stage.patienceMs });
      await Promise.all([lease.release(), here.stop()]);
      expect(await there.tryAcquire(stage.name)).toBeDefined();
    },
  },
  {
    name: "can be started again, and goes on",
    async run(stage) {
      const locks = await stage.started();
      const before = await stage.acquire(locks);
      await before.release();
      await locks.stop();
      await locks.start();
      expect((await stage.acquire(locks)).token).toBeGreaterThan(before.token);
    },
  },
];
