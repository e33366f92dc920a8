import { signal } from "@quad/testkit";
import { expect } from "vitest";
import { type Check, check } from "./check.ts";
import { expectKeyOrder } from "./expect-key-order.ts";

export const groupChecks: readonly Check[] = [
  check("every group receives every message", async (stage) => {
    const bus = await stage.bus();
    const [one, other] = [stage.witness(), stage.witness()];
    await stage.join(bus, one);
    await stage.join(bus, other, { group: stage.otherGroup });
    await bus.publish(stage.messages("k", 10));
    await Promise.all([one.hasHandled(10), other.hasHandled(10)]);
    expect(one.bodies()).toEqual(other.bodies());
  }),

  check("a group receives only the topics it names", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness();
    await stage.join(bus, witness);
    await bus.publish([
      stage.message("k", 1, { topic: stage.otherTopic }),
      stage.message("k", 2, { topic: `${stage.topic}.more` }),
      stage.message("k", 3),
    ]);
    await witness.hasHandled(1);
    expect(witness.bodies()).toEqual([3]);
    await stage.depth(bus, {});
  }),

  check("the members of a group share its messages", async (stage) => {
    const bus = await stage.bus();
    const both = signal("both members have a message in hand");
    let idle = 2;
    const member = () => {
      const witness = stage.witness(async () => {
        if (witness.begun.length === 1 && --idle === 0) both.resolve();
        await both.within(stage.patienceMs);
      });
      return witness;
    };
    const [one, other] = [member(), member()];
    await stage.join(bus, one, { concurrency: 1 });
    await stage.join(bus, other, { concurrency: 1 });
    const sent = Array.from({ length: 40 }, (_, n) => stage.message(`k${n}`, n));
    await bus.publish(sent);
    await Promise.all([one, other].map((each) => each.hasHandled(1)));
    await stage.depth(bus, {});
    const handled = [...one.bodies(), ...other.bodies()];
    expect(handled.toSorted()).toEqual(sent.map(({ body }) => body).toSorted());
  }),

  check("a failure in one group is none of another's business", async (stage) => {
    const bus = await stage.bus();
    const failing = stage.witness(() => {
      throw new Error("always");
    });
    const other = stage.witness();
    await stage.join(bus, failing);
    await stage.join(bus, other, { group: stage.otherGroup });
    await bus.publish(stage.messages("k", 5));
    await other.hasHandled(5);
    await stage.depth(bus, { dead: 1, blocked: 4 });
    await stage.depth(bus, {}, stage.otherGroup);
    expect(other.attempts).toEqual([1, 1, 1, 1, 1]);
  }),

  check(
    "a new group starts with the oldest message",
    async (stage) => {
      const bus = await stage.bus();
      const witness = stage.witness();
      await bus.publish(stage.messages("k", 5));
      await stage.join(bus, witness);
      await bus.publish([stage.message("k", 6)]);
      await witness.hasHandled(6);
      expect(witness.bodies()).toEqual([1, 2, 3, 4, 5, 6]);
    },
    ["history"],
  ),

  check(
    "a new group starts with the first message after its first member",
    async (stage) => {
      const bus = await stage.bus();
      const witness = stage.witness();
      await bus.publish(stage.messages("k", 5));
      await stage.join(bus, witness);
      await bus.publish([stage.message("k", 6)]);
      await witness.hasHandled(1);
      expect(witness.bodies()).toEqual([6]);
    },
    ["noHistory"],
  ),

  check("depth counts a message once: ready, retrying, dead or blocked", async (stage) => {
    const bus = await stage.bus();
    const finish = signal("the slow handler may finish");
    const witness = stage.witness(async ({ key }) => {
      if (key === stage.key("slow")) return await finish.within(stage.patienceMs);
      throw new Error("always");
    });
    await stage.depth(bus, {});
    await stage.join(bus, witness, { concurrency: 2, retry: { attemptsMax: 1 } });
    await bus.publish(stage.messages("slow", 2));
    await stage.depth(bus, { ready: 2 });
    await bus.publish(stage.messages("bad", 3));
    await stage.depth(bus, { ready: 2, dead: 1, blocked: 2 });
    finish.resolve();
    await stage.depth(bus, { dead: 1, blocked: 2 });
    await bus.deadLetters.discard((await stage.deadLetter(bus)).id);
    await witness.until("the next one fails", () => witness.begun.length === 4);
    await stage.depth(bus, { dead: 1, blocked: 1 });
  }),

  check("depth counts a message that waits for its next attempt as retrying", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness((_message, { attempt }) => {
      if (attempt === 1) throw new Error("not yet");
    });
    const retry = { attemptsMax: 2, delayMs: 300, delayMsMax: 300 };
    await stage.join(bus, witness, { retry });
    await bus.publish([stage.message("k", 1)]);
    await stage.depth(bus, { retrying: 1 });
    await witness.hasHandled(1);
    await stage.depth(bus, {});
  }),

  check(
    "two processes share a group, and no key is in two hands",
    async (stage) => {
      const [one, other] = [await stage.bus(), await stage.bus()];
      const witness = stage.witness(() => new Promise((done) => setImmediate(done)));
      await stage.join(one, witness);
      await stage.join(other, witness);
      const rounds = Array.from({ length: 10 }, (_, n) => n + 1);
      for (const n of rounds) {
        const round = Array.from({ length: 20 }, (_, k) => stage.message(`k${k}`, n));
        await (n % 2 ? one : other).publish(round);
      }
      await witness.hasHandled(200);
      expectKeyOrder(witness, rounds.length);
    },
    ["multiProcess"],
  ),
];
