import { expect } from "vitest";
import { pausableClock, shiftedClock } from "./clocks.ts";
import { FencedResource } from "./fenced-resource.ts";
import type { LockCheck } from "./lock-stage.ts";

const LEASE_MS = 800;
const HOUR_MS = 3_600_000;
/** Clocks of whole milliseconds. */
const TOLERANCE_MS = 20;

/** Holders that are heard of no more. */
export const expiryChecks: readonly LockCheck[] = [
  {
    name: "a lease that is not renewed goes to the next, not before its time, and it was told",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      const askedAt = performance.now();
      const lease = await stage.acquire(here, { leaseMs: LEASE_MS });
      const next = await stage.acquire(there);
      const wasTold = lease.signal.aborted;
      expect(performance.now() - askedAt).toBeGreaterThan(LEASE_MS - TOLERANCE_MS);
      expect(wasTold, "the holder was told before").toBe(true);
      expect(lease.signal.reason).toMatchObject({
        code: "LOCK_LOST",
        details: { name: stage.name, token: lease.token },
      });
      expect(next.token).toBeGreaterThan(lease.token);
    },
  },
  {
    name: "expiresAt says when the holder will be told",
    async run(stage) {
      const before = Date.now();
      const lease = await stage.acquire(await stage.started(), { leaseMs: LEASE_MS });
      const after = Date.now();
      expect(lease.expiresAt.getTime()).toBeGreaterThan(before + LEASE_MS / 2);
      expect(lease.expiresAt.getTime()).toBeLessThan(after + LEASE_MS);
      await stage.untilLost(lease);
      expect(Date.now()).toBeGreaterThan(lease.expiresAt.getTime() - TOLERANCE_MS);
    },
  },
  {
    name: "a lease that is over can be had by who tries",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      const lost = await stage.acquire(here, { leaseMs: LEASE_MS });
      await stage.untilLost(lost);
      const next = await stage.acquire(there);
      await next.release();
      expect(await here.tryAcquire(stage.name)).toBeDefined();
    },
  },
  {
    name: "a killed holder keeps the lock for its lease, and no longer",
    async run(stage) {
      const [victim, heir] = [await stage.started(), await stage.started()];
      const lease = await stage.acquire(victim, { leaseMs: 2 * LEASE_MS });
      await stage.place.kill(victim);
      expect(await heir.tryAcquire(stage.name)).toBeUndefined();
      const next = await stage.acquire(heir);
      expect(lease.signal.aborted).toBe(true);
      expect(next.token).toBeGreaterThan(lease.token);
    },
  },
  {
    name: "one who waits and is killed does not hold up the line",
    async run(stage) {
      const [here, doomed, heir] = [
        await stage.started(),
        await stage.started(),
        await stage.started(),
      ];
      const lease = await stage.acquire(here);
      const waits = Promise.allSettled([stage.acquire(doomed), stage.acquire(doomed)]);
      await stage.untilWaiting(2);
      const next = stage.acquire(heir);
      await stage.untilWaiting(3);
      await stage.place.kill(doomed);
      await lease.release();
      await next;
      await doomed.stop();
      const rejected = { status: "rejected" };
      expect(await waits).toMatchObject([rejected, rejected]);
    },
  },
  {
    name: "a paused holder believes in its lease; the resource refuses what it writes",
    async run(stage) {
      const clock = pausableClock();
      const [paused, heir] = [await stage.started(clock), await stage.started()];
      const resource = new FencedResource();
      const old = await stage.acquire(paused, { leaseMs: LEASE_MS });
      resource.write("first", old.token);
      clock.pause();
      const next = await stage.acquire(heir);
      resource.write("second", next.token);
      expect(old.signal.aborted, "the paused one knows").toBe(false);
      expect(() => resource.write("late", old.token)).toThrow(
        expect.objectContaining({ code: "LOCK_FENCED" }),
      );
      expect(resource.value).toBe("second");
      clock.resume();
      await stage.untilLost(old);
      resource.write("third", next.token);
    },
  },
  {
    name: "the engine's clock decides: those of the holders may be hours off",
    async run(stage) {
      const ahead = await stage.started(shiftedClock(HOUR_MS));
      const behind = await stage.started(shiftedClock(-HOUR_MS));
      const lease = await stage.acquire(behind);
      expect(await ahead.tryAcquire(stage.name)).toBeUndefined();
      expect(lease.signal.aborted).toBe(false);
      await lease.release();
      const short = await stage.acquire(ahead, { leaseMs: LEASE_MS });
      const next = await stage.acquire(behind);
      expect(short.signal.aborted).toBe(true);
      expect(next.signal.aborted).toBe(false);
    },
  },
];
