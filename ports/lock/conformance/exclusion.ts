import { systemClock } from "@quad/clock";
import { expect } from "vitest";
import { CriticalSection } from "./critical-section.ts";
import type { LockCheck } from "./lock-stage.ts";

const CONTENDERS = 20;
const ROUNDS = 3;
const INSTANCES = 4;
/** Looking and taking have to be one step: the moment between them is short. */
const TRIES = 50;

/** One holder at a time. */
export const exclusionChecks: readonly LockCheck[] = [
  {
    name: "a lock that is held is nobody else's, here or in another instance",
    async run(stage) {
      const [here, there] = [await stage.started(), await stage.started()];
      const lease = await stage.acquire(here);
      expect(lease.name).toBe(stage.name);
      expect(lease.signal.aborted).toBe(false);
      expect(await here.tryAcquire(stage.name)).toBeUndefined();
      expect(await there.tryAcquire(stage.name)).toBeUndefined();
      await lease.release();
      expect(await there.tryAcquire(stage.name)).toMatchObject({ name: stage.name });
    },
  },
  {
    name: "another name is another lock",
    async run(stage) {
      const locks = await stage.started();
      const { name } = stage;
      for (const other of [name, `${name} `, name.toUpperCase(), `${name}%`, `${name}'"\\é漢🔒`]) {
        expect(await locks.tryAcquire(other), other).toMatchObject({ name: other });
      }
      for (const other of [name, `${name} `]) {
        expect(await locks.tryAcquire(other), other).toBeUndefined();
      }
    },
  },
  {
    name: `${CONTENDERS} contenders in two instances: never two at once, none left out`,
    async run(stage) {
      const instances = [await stage.started(), await stage.started()];
      const section = new CriticalSection();
      const contend = async (index: number) => {
        for (let round = 0; round < ROUNDS; round++) {
          const locks = instances[index % instances.length] ?? stage.open();
          const lease = await stage.acquire(locks);
          section.enter(lease);
          await systemClock.sleep(1);
          section.leave(lease);
          await lease.release();
        }
      };
      await Promise.all(Array.from({ length: CONTENDERS }, (_, index) => contend(index)));
      expect(section.entered).toBe(CONTENDERS * ROUNDS);
    },
  },
  {
    name: "many who try at once: one has it",
    async run(stage) {
      const opening = Array.from({ length: INSTANCES }, () => stage.started());
      const instances = await Promise.all(opening);
      for (let round = 0; round < TRIES; round++) {
        const tries = [...instances, ...instances].map((locks) => locks.tryAcquire(stage.name));
        const answers = await stage.within(Promise.all(tries), "all tries are answered");
        const leases = answers.filter((lease) => lease !== undefined);
        expect(leases).toHaveLength(1);
        await leases[0]?.release();
      }
    },
  },
];
