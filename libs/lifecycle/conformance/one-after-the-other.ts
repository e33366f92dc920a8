import { expect } from "vitest";
import type { LifecycleCheck } from "./lifecycle-subject.ts";

const RESTARTS = 3;

/** Calls that wait for each other. */
export const oneAfterTheOther: readonly LifecycleCheck[] = [
  {
    name: "works between start and stop, and only there",
    async run({ make, works }) {
      const it = await make();
      expect(await works(it)).toBe(false);
      await it.start();
      expect(await works(it)).toBe(true);
      await it.stop();
      expect(await works(it)).toBe(false);
    },
  },
  {
    name: "a second start changes nothing",
    async run({ make, works }) {
      const it = await make();
      await it.start();
      await it.start();
      expect(await works(it)).toBe(true);
      await it.stop();
      expect(await works(it)).toBe(false);
    },
  },
  {
    name: "stop without start changes nothing",
    async run({ make, works }) {
      const it = await make();
      await it.stop();
      expect(await works(it)).toBe(false);
      await it.start();
      expect(await works(it)).toBe(true);
    },
  },
  {
    name: "a second stop changes nothing",
    async run({ make, works }) {
      const it = await make();
      await it.start();
      await it.stop();
      await it.stop();
      expect(await works(it)).toBe(false);
    },
  },
  {
    name: "starts again after a stop, as often as you like",
    async run({ make, works }) {
      const it = await make();
      for (let round = 0; round < RESTARTS; round++) {
        await it.start();
        expect(await works(it)).toBe(true);
        await it.stop();
        expect(await works(it)).toBe(false);
      }
    },
  },
];
