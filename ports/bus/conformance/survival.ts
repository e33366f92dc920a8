import { isQuadError } from "@quad/errors";
import { signal } from "@quad/testkit";
import { expect } from "vitest";
import type { Bus, Message } from "../src/bus.ts";
import { type Check, check } from "./check.ts";
import { expectKeyOrder } from "./expect-key-order.ts";

const PUBLISH_TRIES_MAX = 20;

export const survivalChecks: readonly Check[] = [
  check(
    "what a killed process had in hand goes to another one, in order",
    async (stage) => {
      const [victim, heir] = [await stage.bus(), await stage.bus()];
      const never = signal("the victim's handler ends");
      const dying = stage.witness(() => never.within(stage.patienceMs * 2));
      const witness = stage.witness();
      await stage.join(victim, dying, { concurrency: 4 });
      const keys = ["a", "b", "c", "d", "e", "f"];
      await heir.publish(keys.flatMap((key) => stage.messages(key, 5)));
      await dying.hasBegun(4);
      await stage.join(heir, witness);
      await stage.kill(victim);
      await witness.hasHandled(30);
      expectKeyOrder(witness, 5);
      never.resolve();
    },
    ["multiProcess", "kill"],
  ),

  check(
    "what a killed process had not settled is handled again, not lost",
    async (stage) => {
      const [victim, heir] = [await stage.bus(), await stage.bus()];
      const never = signal("the victim's handler ends");
      const dying = stage.witness(({ body }) =>
        body === 3 ? never.within(stage.patienceMs * 2) : undefined,
      );
      const witness = stage.witness();
      await stage.join(victim, dying);
      await heir.publish(stage.messages("k", 5));
      await dying.hasBegun(3);
      await stage.kill(victim);
      await stage.join(heir, witness);
      await witness.until("the rest", () => witness.bodies().includes(5));
      const bodies = witness.bodies();
      expect(bodies.slice(-3)).toEqual([3, 4, 5]);
      expect(bodies).toEqual([1, 2, 3, 4, 5].slice(-bodies.length));
      never.resolve();
    },
    ["multiProcess", "kill"],
  ),

  check(
    "a cut of every connection loses and reorders nothing",
    async (stage) => {
      const bus = await stage.bus();
      const witness = stage.witness(() => new Promise((done) => setImmediate(done)));
      await stage.join(bus, witness);
      const rounds = 30;
      const keys = ["a", "b", "c", "d", "e", "f", "g", "h"];
      const publishing = keys.map(async (key) => {
        for (let n = 1; n <= rounds; n++) await insist(bus, [stage.message(key, n)]);
      });
      for (const part of [0.2, 0.5, 0.8]) {
        await witness.hasHandled(keys.length * rounds * part);
        await stage.place.sever?.();
      }
      await Promise.all(publishing);
      await witness.until("the last message of each key", () =>
        keys.every((key) => witness.bodies(stage.key(key)).includes(rounds)),
      );
      expectKeyOrder(witness, rounds);
    },
    ["sever"],
  ),
];

/** Publishes until it is certain, as the contract says: the same ids again. */
async function insist(bus: Bus, messages: Message[]): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await bus.publish(messages);
    } catch (error) {
      if (!isQuadError(error, "BUS_UNAVAILABLE") || tries === PUBLISH_TRIES_MAX) throw error;
    }
  }
}
