import { systemClock } from "@quad/clock";
import { isQuadError } from "@quad/errors";
import { eventually, seededRandom } from "@quad/testkit";
import { expect } from "vitest";
import { FencedResource } from "./fenced-resource.ts";
import type { LockCheck } from "./lock-stage.ts";

const UNAVAILABLE = { code: "LOCK_UNAVAILABLE" };
const LEASE_MS = 800;
const CUTS = 4;
const CONTENDERS = 6;

/** The way to the engine breaks. */
export const faultChecks: readonly LockCheck[] = [
  {
    name: "while the engine is away nothing is given, and who asks hears it",
    async run(stage) {
      const locks = await stage.started();
      await stage.place.cut();
      await expect(stage.acquire(locks)).rejects.toMatchObject(UNAVAILABLE);
      const trying = stage.within(locks.tryAcquire(stage.name), "the try is answered");
      await expect(trying).rejects.toMatchObject(UNAVAILABLE);
      await stage.place.restore();
      await untilBack(() => locks.tryAcquire(stage.name), stage.patienceMs);
    },
  },
  {
    name: "a cut takes no lease away: it can be renewed when the engine is back",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      const lease = await stage.acquire(here, { leaseMs: 3 * stage.patienceMs });
      await stage.place.cut();
      await expect(stage.within(lease.renew(), "the answer")).rejects.toMatchObject(UNAVAILABLE);
      expect(lease.signal.aborted).toBe(false);
      await stage.place.restore();
      await untilBack(async () => (await there.tryAcquire(stage.name)) === undefined, 20_000);
      await untilBack(() => lease.renew().then(() => true), stage.patienceMs);
      await lease.release();
      expect(await there.tryAcquire(stage.name)).toBeDefined();
    },
  },
  {
    name: "a holder that is cut off is told when its time is over",
    async run(stage) {
      const lease = await stage.acquire(await stage.started(), { leaseMs: LEASE_MS });
      await stage.place.cut();
      await stage.untilLost(lease);
      expect(lease.signal.reason).toMatchObject({ code: "LOCK_LOST" });
    },
  },
  {
    name: "a release that did not get through can be repeated",
    async run(stage) {
      const locks = await stage.started();
      const lease = await stage.acquire(locks, { leaseMs: 3 * stage.patienceMs });
      await stage.place.cut();
      await expect(stage.within(lease.release(), "the answer")).rejects.toMatchObject(UNAVAILABLE);
      expect(lease.signal.aborted).toBe(true);
      await stage.place.restore();
      await untilBack(() => lease.release().then(() => true), stage.patienceMs);
      expect(await locks.tryAcquire(stage.name)).toBeDefined();
    },
  },
  {
    name: "who waits keeps waiting over a cut, and gets the lock",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      const lease = await stage.acquire(here, { leaseMs: LEASE_MS });
      const next = stage.acquire(there);
      await stage.untilWaiting(1);
      await stage.place.cut();
      await systemClock.sleep(2 * LEASE_MS);
      await stage.place.restore();
      expect((await next).token).toBeGreaterThan(lease.token);
    },
  },
  {
    name: `${CONTENDERS} contenders through ${CUTS} cuts: the resource takes no late write`,
    async run(stage) {
      const instances = [await stage.started(), await stage.started()];
      const resource = new FencedResource();
      const done = new AbortController();
      const random = seededRandom(1);
      let writes = 0;
      const contend = async (index: number) => {
        const locks = instances[index % instances.length] ?? stage.open();
        while (!done.signal.aborted) {
          try {
            const lease = await locks.acquire(stage.name, { leaseMs: LEASE_MS, waitMs: 2_000 });
            await systemClock.sleep(1 + random() * 10);
            // A holder that was not told must be able to write.
            if (!lease.signal.aborted) resource.write(String(index), lease.token);
            writes += 1;
            await lease.release();
          } catch (error) {
            if (!isQuadError(error) || error.code === "LOCK_FENCED") throw error;
            await systemClock.sleep(10);
          }
        }
      };
      const contenders = Array.from({ length: CONTENDERS }, (_, index) => contend(index));
      const contending = stage.begun(Promise.all(contenders));
      const work = async () => {
        for (let cut = 0; cut < CUTS; cut++) {
          const before = writes;
          await untilBack(() => writes > before + 2, stage.patienceMs);
          await stage.place.cut();
          await systemClock.sleep(20);
          await stage.place.restore();
        }
      };
      await Promise.race([work(), contending]).finally(() => done.abort());
      await stage.within(contending, "the contenders end");
    },
  },
];

/** Resolves when the answer is good; while the engine is on its way back calls may fail. */
async function untilBack<T>(ask: () => T | Promise<T>, withinMs: number): Promise<T> {
  return eventually(ask, { withinMs, what: "the engine is back" });
}
