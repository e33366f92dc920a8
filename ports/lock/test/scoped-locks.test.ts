import { memoryLocks, scopedLocks } from "@quad/lock";
import { expect, onTestFinished, test } from "vitest";

test("the same name of two scopes is two locks, and of one scope it is one", async () => {
  const shared = memoryLocks({});
  await shared.start();
  onTestFinished(() => shared.stop());
  const [orders, stock] = [scopedLocks(shared, "orders"), scopedLocks(shared, "stock")];

  const lease = await orders.acquire("report");
  expect(lease.name).toBe("report");
  const other = await stock.tryAcquire("report");
  expect(other).toBeDefined();
  expect(await scopedLocks(shared, "orders").tryAcquire("report")).toBeUndefined();

  await lease.renew();
  await lease.release();
  expect(lease.signal.aborted).toBe(true);
  expect(await orders.tryAcquire("report")).toBeDefined();
});

test("a scope is no name by itself, and its life is not the instance's", async () => {
  const shared = memoryLocks({});
  await shared.start();
  onTestFinished(() => shared.stop());
  const scoped = scopedLocks(shared, "orders");

  await expect(scoped.acquire("")).rejects.toMatchObject({ code: "LOCK_INVALID" });
  await expect(scoped.tryAcquire("x".repeat(200))).rejects.toMatchObject({ code: "LOCK_INVALID" });
  await scoped.stop();
  expect(await shared.tryAcquire("report")).toBeDefined();
});
