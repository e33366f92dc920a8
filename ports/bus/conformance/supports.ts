import { expect } from "vitest";
import type { BusCheck } from "./bus-stage.ts";
import { expectKeyOrder } from "./key-order.ts";

export const supportChecks: readonly BusCheck[] = [
  {
    name: "says what it can do, and cannot be made to say otherwise",
    async run(stage) {
      const { supports } = stage.open();
      expect(Object.keys(supports).sort()).toEqual(["durable", "history", "multiProcess"]);
      for (const flag of Object.values(supports)) expect(flag).toBeTypeOf("boolean");
      expect(Object.isFrozen(supports)).toBe(true);
    },
  },
  {
    name: "durable: messages, groups and dead letters outlive every instance",
    needs: "durable",
    async run(stage) {
      const group = stage.group();
      const first = await stage.started();
      const fail = () => Promise.reject(new Error("Not in this life."));
      await group.join(first, { handle: fail, retry: { attemptsMax: 1 } });
      const messages = stage.messages(3);
      await first.publish(messages);
      const letter = await stage.until(
        "a dead letter",
        async () => (await first.deadLetters.list({ group: group.group })).items[0],
        Boolean,
      );
      const last = stage.messages(2);
      await first.publish(last);
      await stage.kill(first);
      const second = await stage.started();
      await group.join(second);
      await second.deadLetters.replay(letter?.id ?? "");
      await group.untilHandled([...messages, ...last]);
      expectKeyOrder(group, [...messages, ...last]);
    },
  },
  {
    name: "durable: its instances can be killed and cut off here, to prove it",
    needs: "durable",
    async run({ place }) {
      expect(place.kill).toBeTypeOf("function");
      expect(place.sever).toBeTypeOf("function");
    },
  },
];
