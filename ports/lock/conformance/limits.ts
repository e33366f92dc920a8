import {
  type AcquireOptions,
  LEASE_MS_MAX,
  LEASE_MS_MIN,
  LOCK_NAME_LENGTH_MAX,
  WAIT_MS_MAX,
} from "@quad/lock";
import { expect } from "vitest";
import type { LockCheck } from "./lock-stage.ts";

const BAD_NAMES = ["", "n".repeat(LOCK_NAME_LENGTH_MAX + 1), "zero\0", "line\nend", "half \ud800"];
const BAD_OPTIONS: readonly AcquireOptions[] = [
  ...[LEASE_MS_MIN - 1, LEASE_MS_MAX + 1, 500.5, Number.NaN, -1].map((leaseMs) => ({ leaseMs })),
  ...[WAIT_MS_MAX + 1, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY].map((waitMs) => ({ waitMs })),
];
const INVALID = { code: "LOCK_INVALID" };

/** What may be asked for. */
export const limitChecks: readonly LockCheck[] = [
  {
    name: "refuses what is not valid, and gives nothing",
    async run(stage) {
      const locks = await stage.started();
      for (const name of BAD_NAMES) {
        await expect(locks.acquire(name), JSON.stringify(name)).rejects.toMatchObject(INVALID);
        await expect(locks.tryAcquire(name), JSON.stringify(name)).rejects.toMatchObject(INVALID);
      }
      for (const options of BAD_OPTIONS) {
        const acquiring = locks.acquire(stage.name, options);
        await expect(acquiring, JSON.stringify(options)).rejects.toMatchObject(INVALID);
      }
      expect(await locks.tryAcquire(stage.name)).toBeDefined();
    },
  },
  {
    name: "takes what is just within the limits",
    async run(stage) {
      const locks = await stage.started();
      const longest = stage.name.padEnd(LOCK_NAME_LENGTH_MAX, "漢");
      const options = { leaseMs: LEASE_MS_MAX, waitMs: WAIT_MS_MAX };
      expect(await locks.acquire(longest, options)).toMatchObject({ name: longest });
      expect(await locks.tryAcquire(longest)).toBeUndefined();
      expect(await locks.tryAcquire(stage.name, { leaseMs: LEASE_MS_MIN })).toBeDefined();
    },
  },
];
