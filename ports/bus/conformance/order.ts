import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom, signal } from "@quad/testkit";
import { expect } from "vitest";
import type { Bus } from "../src/bus.ts";
import { type Check, check } from "./check.ts";
import { expectKeyOrder } from "./expect-key-order.ts";
import type { Stage } from "./stage.ts";
import { neighbourAway } from "./unavailable.ts";

const SEEDS = [1, 20, 300];

export const orderChecks: readonly Check[] = [
  check("messages of one key are handled one at a time, in publishing order", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness(() => new Promise((done) => setImmediate(done)));
    await stage.join(bus, witness);
    await bus.publish(stage.messages("k", 100));
    for (let n = 101; n <= 110; n++) await bus.publish([stage.message("k", n)]);
    await witness.hasHandled(110);
    expect(witness.bodies()).toEqual(stage.messages("k", 110).map(({ body }) => body));
    expect([...witness.crowdedKeys]).toEqual([]);
  }),

  check("a key keeps its order across the topics that a group hears", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness();
    const { topic, otherTopic } = stage;
    await stage.join(bus, witness, { topics: [topic, otherTopic] });
    const sent = stage.messages("k", 20);
    await bus.publish(sent.map((each, n) => (n % 2 ? { ...each, topic: otherTopic } : each)));
    await witness.hasHandled(20);
    expect(witness.bodies()).toEqual(sent.map(({ body }) => body));
  }),

  check("different keys are handled at the same time", async (stage) => {
    const bus = await stage.bus();
    const together = signal("four messages are in hand at once");
    const witness = stage.witness(async () => {
      if (witness.begun.length === 4) together.resolve();
      await together.within(stage.patienceMs);
    });
    await stage.join(bus, witness, { concurrency: 4 });
    await bus.publish([1, 2, 3, 4].map((n) => stage.message(`k${n}`, n)));
    await witness.hasHandled(4);
    expect(witness.inHandMax).toBe(4);
  }),

  ...SEEDS.map((seed) =>
    check(`no failure, pause or rival loses or reorders a key (seed ${seed})`, async (stage) => {
      const random = seededRandom(seed);
      const bus = await stage.bus();
      const witness = stage.witness(async () => {
        await sleep(random() * 3);
        const luck = random();
        if (luck < 0.1) throw new Error("bad luck");
        if (luck < 0.105) throw neighbourAway();
      });
      const retry = { attemptsMax: 30, delayMs: 1, delayMsMax: 10 };
      await stage.join(bus, witness, { retry });
      await stage.join(bus, witness, { retry, concurrency: 2 });
      await publishAtRandom(stage, bus, random);
      await witness.until("all is handled once", () => distinct(witness.handled) === 25 * 12);
      expectKeyOrder(witness, 12);
    }),
  ),
];

/** 25 keys at the same time, 12 messages each, in calls of 1 to 4. Within a key calls wait. */
async function publishAtRandom(stage: Stage, bus: Bus, random: () => number): Promise<void> {
  const keys = Array.from({ length: 25 }, (_, n) => stage.messages(`k${n}`, 12));
  await Promise.all(
    keys.map(async (messages) => {
      for (let next = 0; next < messages.length; ) {
        const size = 1 + Math.floor(random() * 4);
        await bus.publish(messages.slice(next, next + size));
        next += size;
      }
    }),
  );
}

function distinct(sightings: readonly { message: { id: string } }[]): number {
  return new Set(sightings.map(({ message }) => message.id)).size;
}
