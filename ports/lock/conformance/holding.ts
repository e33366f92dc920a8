import { systemClock } from "@quad/clock";
import { expect } from "vitest";
import { pausableClock } from "./clocks.ts";
import type { LockCheck } from "./lock-stage.ts";

const LEASE_MS = 800;
const LOST = { code: "LOCK_LOST" };

/** Renewing and releasing. */
export const holdingChecks: readonly LockCheck[] = [
  {
    name: "a lease that is renewed in time stays",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      const lease = await stage.acquire(here, { leaseMs: 3 * LEASE_MS });
      const { expiresAt } = lease;
      for (let renewal = 0; renewal < 4; renewal++) {
        await systemClock.sleep(LEASE_MS);
        await lease.renew();
      }
      expect(lease.expiresAt.getTime()).toBeGreaterThan(expiresAt.getTime());
      expect(lease.signal.aborted).toBe(false);
      expect(await there.tryAcquire(stage.name)).toBeUndefined();
      await lease.release();
    },
  },
  {
    name: "a lease that is over cannot be renewed, though nobody else has the lock",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      const lease = await stage.acquire(here, { leaseMs: LEASE_MS });
      await stage.untilLost(lease);
      await expect(lease.renew()).rejects.toMatchObject(LOST);
      await stage.acquire(there);
      await expect(lease.renew()).rejects.toMatchObject(LOST);
      expect(lease.signal.aborted).toBe(true);
    },
  },
  {
    name: "the engine does not renew what has run out",
    async run(stage) {
      const clock = pausableClock();
      const [paused, other] = [await stage.started(clock), await stage.started()];
      const old = await stage.acquire(paused, { leaseMs: LEASE_MS });
      clock.pause();
      await systemClock.sleep(LEASE_MS);
      await expect(old.renew()).rejects.toMatchObject(LOST);
      expect(old.signal.reason).toMatchObject(LOST);
      expect(await other.tryAcquire(stage.name)).toBeDefined();
      clock.resume();
    },
  },
  {
    name: "the engine does not renew what another has",
    async run(stage) {
      const clock = pausableClock();
      const [paused, heir] = [await stage.started(clock), await stage.started()];
      const old = await stage.acquire(paused, { leaseMs: LEASE_MS });
      clock.pause();
      const next = await stage.acquire(heir);
      await expect(old.renew()).rejects.toMatchObject(LOST);
      await next.renew();
      clock.resume();
    },
  },
  {
    name: "a released lease is over: its signal says so, and it cannot be renewed",
    async run(stage) {
      const lease = await stage.acquire(await stage.started());
      await lease.release();
      expect(lease.signal.reason).toMatchObject(LOST);
      await expect(lease.renew()).rejects.toMatchObject(LOST);
    },
  },
  {
    name: "releasing twice is safe, at once and later, and frees nobody else's lock",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      const lease = await stage.acquire(here);
      await Promise.all([lease.release(), lease.release()]);
      const next = await stage.acquire(there);
      await lease.release();
      expect(await here.tryAcquire(stage.name)).toBeUndefined();
      await next.renew();
    },
  },
  {
    name: "releasing a lost lease is safe, and frees nobody else's lock",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      const lease = await stage.acquire(here, { leaseMs: LEASE_MS });
      const next = await stage.acquire(there);
      await lease.release();
      expect(await here.tryAcquire(stage.name)).toBeUndefined();
      await next.renew();
    },
  },
];
