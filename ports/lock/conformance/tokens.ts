import type { Lease } from "@quad/lock";
import { expect } from "vitest";
import type { LockCheck } from "./lock-stage.ts";

const LEASE_MS = 200;

/** What a resource can rely on. */
export const tokenChecks: readonly LockCheck[] = [
  {
    name: "a token is a positive whole number, greater after a release, here and elsewhere",
    async run(stage) {
      const instances = [await stage.started(), await stage.started()];
      const tokens: number[] = [];
      for (let turn = 0; turn < 10; turn++) {
        const lease = await stage.acquire(instances[turn % 2] ?? stage.open());
        tokens.push(lease.token);
        await lease.release();
      }
      expectRising(tokens);
    },
  },
  {
    name: "tokens rise when leases run out",
    async run(stage) {
      const instances = [await stage.started(), await stage.started()];
      const tokens: number[] = [];
      for (let turn = 0; turn < 4; turn++) {
        const locks = instances[turn % 2] ?? stage.open();
        const lease: Lease = await stage.acquire(locks, { leaseMs: LEASE_MS });
        tokens.push(lease.token);
      }
      expectRising(tokens);
    },
  },
  {
    name: "a renewal keeps the token",
    async run(stage) {
      const lease = await stage.acquire(await stage.started());
      const { token } = lease;
      await lease.renew();
      expect(lease.token).toBe(token);
      await lease.release();
      expect((await stage.acquire(await stage.started())).token).toBeGreaterThan(token);
    },
  },
  {
    name: "tokens rise over the end of every instance",
    needs: "durable",
    async run(stage) {
      const tokens: number[] = [];
      for (let turn = 0; turn < 3; turn++) {
        const locks = await stage.started();
        const lease = await stage.acquire(locks, { leaseMs: 5 * LEASE_MS });
        tokens.push(lease.token);
        if (turn === 1) await lease.renew();
        else await lease.release();
        if (turn === 1) await stage.place.kill(locks);
        else await locks.stop();
      }
      expectRising(tokens);
    },
  },
];

function expectRising(tokens: readonly number[]): void {
  expect(tokens.every((token) => Number.isSafeInteger(token) && token > 0)).toBe(true);
  expect(tokens).toEqual([...new Set(tokens)].sort((a, b) => a - b));
}
