import { expect } from "vitest";
import type { LifecycleCheck } from "./lifecycle-subject.ts";

/** A start that rejects leaves nothing behind. */
export const failedStart: readonly LifecycleCheck[] = [
  {
    name: "a failed start leaves it stopped, and may be tried again",
    async run({ make, works, breakStart }) {
      const it = await make();
      await breakStart?.(it);
      await expect(it.start()).rejects.toThrow();
      expect(await works(it)).toBe(false);
      await it.start();
      expect(await works(it)).toBe(true);
    },
  },
  {
    name: "stop after a failed start changes nothing",
    async run({ make, works, breakStart }) {
      const it = await make();
      await breakStart?.(it);
      await expect(it.start()).rejects.toThrow();
      await it.stop();
      expect(await works(it)).toBe(false);
    },
  },
  {
    name: "a stop during a start that fails resolves",
    async run({ make, works, breakStart }) {
      const it = await make();
      await breakStart?.(it);
      const [start, stop] = await Promise.allSettled([it.start(), it.stop()]);
      expect([start.status, stop.status]).toEqual(["rejected", "fulfilled"]);
      expect(await works(it)).toBe(false);
    },
  },
  {
    name: "everyone who waits for a start hears that it failed",
    async run({ make, breakStart }) {
      const it = await make();
      await breakStart?.(it);
      const outcomes = await Promise.allSettled([it.start(), it.start()]);
      expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    },
  },
];
