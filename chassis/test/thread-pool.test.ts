import { memoryLocks } from "@quad/lock";
import { expect, onTestFinished, test } from "vitest";
import { computation } from "../src/compute/computation.ts";
import { threadPool } from "../src/compute/thread-pool.ts";

const file = new URL("./compute-work.ts", import.meta.url);
const spin = computation<typeof import("./compute-work.ts").spin>(file, "spin");
const fail = computation<typeof import("./compute-work.ts").fail>(file, "fail");

function pool() {
  const { compute, stop } = threadPool();
  onTestFinished(stop);
  return compute;
}

test("a computation of five seconds costs nobody else a lease", async () => {
  const compute = pool();
  const locks = memoryLocks({});
  await locks.start();
  onTestFinished(() => locks.stop());
  const lease = await locks.acquire("any", { leaseMs: 2_000 });
  let isDone = false;
  const work = compute(spin, { forMs: 5_000 }).finally(() => {
    isDone = true;
  });
  let turns = 0;
  while (!isDone) {
    await lease.renew();
    turns++;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await work).toBe("done");
  expect(lease.signal.aborted).toBe(false);
  expect(turns, "the process went on meanwhile").toBeGreaterThan(5);
});

test("an error comes back, and a signal ends what would never end", async () => {
  const compute = pool();
  await expect(compute(fail, undefined as never)).rejects.toThrow("too far");
  const reason = new Error("nobody waits any more");
  const giveUp = new AbortController();
  const endless = compute(spin, { forMs: Number.POSITIVE_INFINITY }, { signal: giveUp.signal });
  giveUp.abort(reason);
  await expect(endless).rejects.toBe(reason);
  expect(await compute(spin, { forMs: 1 })).toBe("done");
});
