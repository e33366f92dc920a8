import { fakeClock } from "@quad/clock";
import {
  engineLocks,
  type Lease,
  type LockEngine,
  type Locks,
  lockErrors,
  MemoryLockTable,
  memoryLockEngine,
  memoryLocks,
  withLock,
} from "@quad/lock";
import { signal } from "@quad/testkit";
import { expect, onTestFinished, test } from "vitest";

const LEASE_MS = 900;
const NAME = "the lock";
const WITHIN_MS = 10_000;

/** Locks in a test's hand, and others on the same table. */
async function stage(change: (engine: LockEngine) => Partial<LockEngine> = () => ({})) {
  const clock = fakeClock();
  const table = new MemoryLockTable(clock);
  const engine = memoryLockEngine(table);
  const locks = engineLocks({ ...engine, ...change(engine) }, { clock });
  const others = memoryLocks({ clock, table });
  for (const each of [locks, others]) {
    await each.start();
    onTestFinished(() => each.stop());
  }
  const run = <T>(work: (lease: Lease) => Promise<T>) =>
    withLock(locks, NAME, work, { clock, leaseMs: LEASE_MS });
  return { clock, others, run };
}

async function isFree(locks: Locks): Promise<boolean> {
  const lease = await locks.tryAcquire(NAME);
  await lease?.release();
  return lease !== undefined;
}

test("answers what the work answers, and releases", async () => {
  const { others, run } = await stage();
  const answer = await run(async ({ token }) => {
    expect(await isFree(others)).toBe(false);
    return token;
  });
  expect(answer).toBeGreaterThan(0);
  expect(await isFree(others)).toBe(true);
});

test("fails as the work fails, and releases", async () => {
  const { others, run } = await stage();
  await expect(run(() => Promise.reject(new Error("no luck")))).rejects.toThrow("no luck");
  expect(await isFree(others)).toBe(true);
});

test("renews for as long as the work runs", async () => {
  const { clock, others, run } = await stage();
  const begun = signal("the work begins");
  const done = signal("the work is done");
  const working = run(async () => {
    begun.resolve();
    await done.within(WITHIN_MS);
  });
  await begun.within(WITHIN_MS);
  await clock.advance(10 * LEASE_MS);
  expect(await isFree(others)).toBe(false);
  done.resolve();
  await working;
  expect(await isFree(others)).toBe(true);
});

test("two renewals may fail", async () => {
  let failures = 2;
  const { clock, others, run } = await stage((engine) => ({
    async renew(claim) {
      if (failures-- > 0) throw lockErrors.LOCK_UNAVAILABLE({ reason: "away" });
      return engine.renew(claim);
    },
  }));
  const begun = signal("the work begins");
  const done = signal("the work is done");
  const working = run(async () => {
    begun.resolve();
    await done.within(WITHIN_MS);
  });
  await begun.within(WITHIN_MS);
  await clock.advance(2 * LEASE_MS);
  expect(failures).toBeLessThan(0);
  expect(await isFree(others)).toBe(false);
  done.resolve();
  await working;
});

test("tells the work that the lease is lost, and fails though the work did not", async () => {
  const { clock, run } = await stage(() => ({
    renew: () => Promise.reject(lockErrors.LOCK_UNAVAILABLE({ reason: "away" })),
  }));
  const begun = signal("the work begins");
  const told = signal("the work is told");
  const working = run(async (lease) => {
    lease.signal.addEventListener("abort", () => told.resolve());
    begun.resolve();
    await told.within(WITHIN_MS);
  });
  const lost = expect(working).rejects.toMatchObject({ code: "LOCK_LOST" });
  await begun.within(WITHIN_MS);
  await clock.advance(LEASE_MS);
  await told.within(WITHIN_MS);
  await lost;
});
