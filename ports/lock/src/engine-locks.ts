import { randomUUID } from "node:crypto";
import { type Clock, systemClock } from "@quad/clock";
import { managed } from "@quad/lifecycle";
import { type Acquiring, acquireNow, acquireWithin } from "./acquire.ts";
import { CallsUnderWay } from "./calls-under-way.ts";
import { checkRequest } from "./check-request.ts";
import type { HeldLease, LeaseKeeper } from "./held-lease.ts";
import type { Locks } from "./lock.ts";
import type { LockEngine } from "./lock-engine.ts";
import { lockErrors } from "./lock-errors.ts";
import { WaitingLines } from "./waiting-lines.ts";

/**
 * Locks kept by an engine. All that happens on the holder's side is here, once for all adapters:
 * waiting, counting a lease's time, believing in it no longer than is safe.
 */
export function engineLocks(engine: LockEngine, { clock = systemClock }: { clock?: Clock }): Locks {
  const calls = new CallsUnderWay();
  const leases = new Set<HeldLease>();
  const lines = new WaitingLines(clock);
  let stopping = new AbortController();
  let isOpen = false;

  const lifecycle = managed({
    async start() {
      await engine.start();
      stopping = new AbortController();
      isOpen = true;
    },
    async stop() {
      stopping.abort(lockErrors.LOCK_NOT_RUNNING());
      for (const lease of leases) lease.end("the locks were stopped");
      await calls.allEnded();
      isOpen = false;
      await engine.stop();
    },
  });
  engine.tell((claimId) => lines.call(claimId));

  const keeper: LeaseKeeper = {
    clock,
    async call({ id }, work) {
      if (!isOpen) throw lockErrors.LOCK_NOT_RUNNING();
      return calls.run(id, () => work(engine));
    },
    afterwards(claim, work) {
      const turn = calls.ended(claim.id).then(() => keeper.call(claim, work));
      calls.run("afterwards", () => turn).catch(() => {});
    },
    began: (lease) => void leases.add(lease),
    ended: (lease) => void leases.delete(lease),
  };

  function acquiring(name: string, leaseMs: number, signal?: AbortSignal): Acquiring {
    if (lifecycle.state !== "running") throw lockErrors.LOCK_NOT_RUNNING();
    signal?.throwIfAborted();
    const signals = signal ? [signal, stopping.signal] : [stopping.signal];
    return {
      ...{ keeper, lines, claim: { id: randomUUID(), name, leaseMs } },
      givenUp: AbortSignal.any(signals),
    };
  }

  return {
    supports: engine.supports,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async acquire(name, options) {
      const { leaseMs, waitMs } = checkRequest(name, options);
      const each = acquiring(name, leaseMs, options?.signal);
      const outcome = await calls.run("acquire", () =>
        waitMs > 0 ? acquireWithin(each, waitMs) : acquireNow(each),
      );
      if ("lease" in outcome) return outcome.lease;
      throw lockErrors.LOCK_BUSY({ name, waitedMs: waitMs, holder: outcome.holder });
    },
    async tryAcquire(name, options) {
      const { leaseMs } = checkRequest(name, options);
      const each = acquiring(name, leaseMs);
      const outcome = await calls.run("acquire", () => acquireNow(each));
      return "lease" in outcome ? outcome.lease : undefined;
    },
  };
}
