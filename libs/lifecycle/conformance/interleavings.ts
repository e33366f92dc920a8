import { setImmediate as turn } from "node:timers/promises";
import type { Lifecycle } from "@quad/lifecycle";
import { seededRandom } from "@quad/testkit";
import { expect } from "vitest";
import type { LifecycleCheck } from "./lifecycle-subject.ts";

const ROUNDS = 100;
const CALLS_MAX = 8;

/** What nobody thought of. The seed is fixed: a round that fails, fails again. */
export const interleavings: readonly LifecycleCheck[] = [
  {
    name: `${ROUNDS} random interleavings: nothing rejects, and the last call decides`,
    async run({ make, works }) {
      const it = await make();
      const random = seededRandom(1);
      for (let round = 0; round < ROUNDS; round++) {
        const calls = await callAtRandom(it, random);
        const running = calls.at(-1) === "start";
        expect(await works(it), `round ${round}: ${calls.join(", ")}`).toBe(running);
      }
    },
  },
];

/** Starts and stops, some at once and some a turn or the whole call apart. */
async function callAtRandom(it: Lifecycle, random: () => number): Promise<("start" | "stop")[]> {
  const calls: ("start" | "stop")[] = [];
  const answers: Promise<void>[] = [];
  const count = 1 + Math.floor(random() * CALLS_MAX);
  while (calls.length < count) {
    const call = random() < 0.5 ? "start" : "stop";
    const answer = it[call]();
    // A rejection is reported by the last line, be it some turns later.
    answer.catch(() => {});
    calls.push(call);
    answers.push(answer);
    const pause = random();
    if (pause < 0.2) await answer;
    else if (pause < 0.5) await turn();
  }
  await Promise.all(answers);
  return calls;
}
