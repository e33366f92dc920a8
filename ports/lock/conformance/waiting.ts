import type { Lease } from "@quad/lock";
import { expect } from "vitest";
import type { LockCheck } from "./lock-stage.ts";

/** More than a poller that looks once a second gets done while the suite is patient. */
const HANDOVERS = 40;
const WAIT_MS = 300;
/** Timers may fire a little early, and clocks round. */
const TOLERANCE_MS = 20;

/** The line, its end, and leaving it. */
export const waitingChecks: readonly LockCheck[] = [
  {
    name: "who waits is called when the lock is free",
    async run(stage) {
      const instances = [await stage.started(), await stage.started()];
      const pass = async () => {
        let lease = await stage.acquire(instances[0] ?? stage.open());
        for (let turn = 1; turn <= HANDOVERS; turn++) {
          const next = stage.acquire(instances[turn % 2] ?? stage.open());
          await stage.untilWaiting(1);
          await lease.release();
          lease = await next;
        }
      };
      await stage.within(pass(), `${HANDOVERS} handovers between two instances`);
    },
  },
  {
    name: "those who wait are served in the order in which they asked, in all instances",
    needs: "fair",
    async run(stage) {
      const instances = [await stage.started(), await stage.started(), await stage.started()];
      const held = await stage.acquire(instances[0] ?? stage.open());
      const served: number[] = [];
      const waits: Promise<void>[] = [];
      for (const asked of [0, 1, 2, 0, 0, 1, 2, 2, 1].keys()) {
        const locks = instances[(asked * 7) % 3] ?? stage.open();
        const wait = async () => {
          const lease = await stage.acquire(locks);
          served.push(asked);
          await lease.release();
        };
        waits.push(stage.begun(wait()));
        await stage.untilWaiting(asked + 1);
      }
      await held.release();
      await Promise.all(waits);
      expect(served).toEqual([...served].sort((a, b) => a - b));
    },
  },
  {
    name: "those of one instance are served in the order of their calls",
    needs: "fair",
    async run(stage) {
      const locks = await stage.started();
      const held = await stage.acquire(locks);
      const served: number[] = [];
      const wait = async (asked: number) => {
        const lease = await stage.acquire(locks);
        served.push(asked);
        await lease.release();
      };
      const waits = Array.from({ length: 20 }, (_, asked) => stage.begun(wait(asked)));
      await stage.untilWaiting(20);
      await held.release();
      await Promise.all(waits);
      expect(served).toEqual([...served.keys()]);
    },
  },
  {
    name: "nobody jumps the line",
    needs: "fair",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      const held = await stage.acquire(here);
      const first = stage.acquire(there);
      await stage.untilWaiting(1);
      const [, jumped] = await Promise.all([held.release(), here.tryAcquire(stage.name)]);
      expect(jumped).toBeUndefined();
      await (await first).release();
    },
  },
  {
    name: "who has waited long enough hears how long, and who has it, and leaves the line",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      const held = await stage.acquire(here);
      const askedAt = performance.now();
      await expect(stage.acquire(there, { waitMs: WAIT_MS })).rejects.toMatchObject({
        code: "LOCK_BUSY",
        details: { name: stage.name, waitedMs: WAIT_MS, holder: expect.stringMatching(/./) },
      });
      expect(performance.now() - askedAt).toBeGreaterThan(WAIT_MS - TOLERANCE_MS);
      await stage.untilWaiting(0);
      await held.release();
      expect(await here.tryAcquire(stage.name)).toBeDefined();
    },
  },
  {
    name: "who tries does not wait, nor who waits for 0 ms",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      const held = await stage.acquire(here, { leaseMs: 4 * stage.patienceMs });
      const tried = stage.within(there.tryAcquire(stage.name), "the try is answered");
      expect(await tried).toBeUndefined();
      const asked = stage.acquire(there, { waitMs: 0 });
      await expect(asked).rejects.toMatchObject({ code: "LOCK_BUSY", details: { waitedMs: 0 } });
      expect(await stage.place.waiting(stage.name)).toBe(0);
      expect(held.signal.aborted).toBe(false);
    },
  },
  {
    name: "a signal ends the wait with its reason, and the next in the line gets the lock",
    async run(stage) {
      const locks = await stage.started();
      const held = await stage.acquire(locks);
      const { signal, abort } = abortable();
      const gone = stage.acquire(locks, { signal });
      await stage.untilWaiting(1);
      const next: Promise<Lease> = stage.acquire(await stage.started());
      await stage.untilWaiting(2);
      abort("no longer needed");
      await expect(gone).rejects.toBe("no longer needed");
      await stage.untilWaiting(1);
      await held.release();
      await next;
    },
  },
  {
    name: "a signal that has aborted already asks for nothing",
    async run(stage) {
      const locks = await stage.started();
      const signal = AbortSignal.abort("too late");
      await expect(stage.acquire(locks, { signal })).rejects.toBe("too late");
      expect(await locks.tryAcquire(stage.name)).toBeDefined();
    },
  },
  {
    name: "who gives up at the moment of its turn keeps nobody waiting",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      for (let round = 0; round < 10; round++) {
        const held = await stage.acquire(here);
        const { signal, abort } = abortable();
        const leaving = stage.acquire(there, { signal });
        await stage.untilWaiting(1);
        const releasing = held.release();
        abort("gone");
        await Promise.all([leaving.then((lease) => lease.release()).catch(() => {}), releasing]);
        const next = await stage.acquire(here, { leaseMs: 10 * stage.patienceMs });
        await next.release();
      }
    },
  },
];

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason: string) => controller.abort(reason) };
}
