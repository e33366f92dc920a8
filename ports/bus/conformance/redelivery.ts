import { signal } from "@quad/testkit";
import { expect } from "vitest";
import { type Check, check } from "./check.ts";

export const redeliveryChecks: readonly Check[] = [
  check("a message that fails is offered again, its attempts counted", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness(({ body }, { attempt }) => {
      if (body === 1 && attempt < 3) throw new Error("not yet");
    });
    await stage.join(bus, witness);
    await bus.publish(stage.messages("k", 2));
    await witness.hasHandled(2);
    expect(witness.begun.map(({ message, attempt }) => [message.body, attempt])).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 1],
    ]);
  }),

  check("a message counts as handled when its handler resolves, not before", async (stage) => {
    const bus = await stage.bus();
    const finish = signal("the handler may finish");
    const witness = stage.witness(() => finish.within(stage.patienceMs));
    await stage.join(bus, witness);
    await bus.publish(stage.messages("k", 2));
    await witness.hasBegun(1);
    await stage.depth(bus, { ready: 2 });
    finish.resolve();
    await witness.hasHandled(2);
    await stage.depth(bus, {});
  }),

  check("a handler may reject with anything", async (stage) => {
    const bus = await stage.bus();
    const reasons = [undefined, null, "text", { code: 7 }];
    const witness = stage.witness(() => {
      if (reasons.length > 0) throw reasons.pop();
    });
    await stage.join(bus, witness, { retry: { attemptsMax: 9, delayMs: 1 } });
    await bus.publish([stage.message("k", 1)]);
    await witness.hasHandled(1);
    expect(witness.attempts).toEqual([1, 2, 3, 4, 5]);
  }),

  check("each further attempt waits longer: at least half of a doubling delay", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness((_message, { attempt }) => {
      if (attempt < 4) throw new Error("not yet");
    });
    await stage.join(bus, witness, { retry: { attemptsMax: 4, delayMs: 40, delayMsMax: 1_000 } });
    await bus.publish([stage.message("k", 1)]);
    await witness.hasHandled(1);
    const times = witness.begun.map(({ atMs }) => atMs);
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    // A timer may fire up to a millisecond early.
    for (const [index, leastMs] of [20, 40, 80].entries()) {
      expect(pauses[index], `pause ${index + 1}`).toBeGreaterThan(leastMs - 2);
    }
  }),

  check("no delay grows beyond its limit", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness((_message, { attempt }) => {
      // Twenty doublings of a millisecond are a quarter of an hour.
      if (attempt < 20) throw new Error("not yet");
    });
    await stage.join(bus, witness, { retry: { attemptsMax: 20, delayMs: 1, delayMsMax: 4 } });
    await bus.publish([stage.message("k", 1)]);
    await witness.hasHandled(1);
    expect(witness.attempts).toHaveLength(20);
  }),

  check(
    "a message that waits for its next attempt holds up its key, and no other",
    async (stage) => {
      const bus = await stage.bus();
      const witness = stage.witness(({ key }, { attempt }) => {
        if (key === stage.key("bad") && attempt === 1) throw new Error("not yet");
      });
      const retry = { attemptsMax: 2, delayMs: 400, delayMsMax: 400 };
      await stage.join(bus, witness, { retry });
      await bus.publish(stage.messages("bad", 3));
      await stage.depth(bus, { retrying: 3 });
      await bus.publish(stage.messages("good", 3));
      await witness.hasHandled(6);
      expect(witness.bodies(stage.key("bad"))).toEqual([1, 2, 3]);
      const keys = witness.handled.map(({ message }) => message.key);
      expect(new Set(keys.slice(0, 3))).toEqual(new Set([stage.key("good")]));
    },
  ),
];
