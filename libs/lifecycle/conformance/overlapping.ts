import { expect } from "vitest";
import type { LifecycleCheck } from "./lifecycle-subject.ts";

/** Calls made while another one is under way: the last one decides. */
export const overlapping: readonly LifecycleCheck[] = [
  {
    name: "starts at the same time are one start",
    async run({ make, works }) {
      const it = await make();
      await Promise.all([it.start(), it.start(), it.start()]);
      expect(await works(it)).toBe(true);
      await it.stop();
      expect(await works(it)).toBe(false);
    },
  },
  {
    name: "stops at the same time are one stop",
    async run({ make, works }) {
      const it = await make();
      await it.start();
      await Promise.all([it.stop(), it.stop(), it.stop()]);
      expect(await works(it)).toBe(false);
    },
  },
  {
    name: "a stop during a start ends stopped",
    async run({ make, works }) {
      const it = await make();
      await Promise.all([it.start(), it.stop()]);
      expect(await works(it)).toBe(false);
    },
  },
  {
    name: "a start during a stop ends running",
    async run({ make, works }) {
      const it = await make();
      await it.start();
      await Promise.all([it.stop(), it.start()]);
      expect(await works(it)).toBe(true);
    },
  },
  {
    name: "a stop that answers has stopped, whatever was called before it",
    async run({ make, works }) {
      const it = await make();
      await it.start();
      const last = () => it.stop().then(() => works(it));
      const [, , workedThen] = await Promise.all([it.stop(), it.start(), last()]);
      expect(workedThen).toBe(false);
      expect(await works(it)).toBe(false);
    },
  },
  {
    name: "a start that answers has started, whatever was called before it",
    async run({ make, works }) {
      const it = await make();
      const last = () => it.start().then(() => works(it));
      const [, , workedThen] = await Promise.all([it.start(), it.stop(), last()]);
      expect(workedThen).toBe(true);
      expect(await works(it)).toBe(true);
    },
  },
];
