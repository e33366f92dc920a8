import type { Bus, Message } from "@quad/bus";
import { expect } from "vitest";
import type { BusCheck, BusStage } from "./bus-stage.ts";
import { idsByKey, idsOf } from "./key-order.ts";

export const listenerChecks: readonly BusCheck[] = [
  {
    name: "every listener of every instance hears every message once, each key in order",
    async run(stage) {
      const [one, two] = [await stage.started(), await stage.started()];
      const listeners = [await listen(stage, one), await listen(stage, one)];
      listeners.push(await listen(stage, two));
      const messages = stage.messages(300, { keys: 10 });
      for (const at of [0, 100, 200]) await two.publish(messages.slice(at, at + 100));
      const last = stage.message({ key: stage.key("last") });
      await one.publish([last]);
      for (const { heard } of listeners) {
        await stage.until(
          "the last message is heard",
          () => heard.some(({ id }) => id === last.id),
          Boolean,
        );
        expect(idsByKey(heard)).toEqual(idsByKey([...messages, last]));
      }
    },
  },
  {
    name: "a listener hears its topics only, nothing of the past, and nothing when it has stopped",
    async run(stage) {
      const bus = await stage.started();
      const always = await listen(stage, bus);
      await bus.publish(stage.messages(3));
      const { heard, listener } = await listen(stage, bus);
      const now = stage.messages(3);
      await bus.publish([stage.message({ topic: stage.topic("other") }), ...now]);
      await stage.until(
        "what happens now is heard",
        () => heard.length,
        (count) => count >= 3,
      );
      await listener.stop();
      await bus.publish(stage.messages(3));
      await stage.until(
        "the other hears what comes later",
        () => always.heard.length,
        (count) => count === 9,
      );
      expect(idsOf(heard)).toEqual(idsOf(now));
      await listener.start();
      const [last] = stage.messages(1);
      await bus.publish(last ? [last] : []);
      await stage.until(
        "it hears again",
        () => heard.length,
        (count) => count > 3,
      );
      expect(idsOf(heard)).toEqual([...idsOf(now), last?.id]);
    },
  },
  {
    name: "a listener is told that it may have missed something",
    needs: "sever",
    async run(stage) {
      const bus = await stage.started();
      const listener = await listen(stage, bus);
      expect(listener.missed).toBe(0);
      await stage.cut();
      await stage.until(
        "it is told",
        () => listener.missed,
        (times) => times > 0,
      );
      const message = stage.message();
      await stage.until(
        "publishing works again",
        () =>
          bus.publish([message]).then(
            () => true,
            () => false,
          ),
        Boolean,
      );
      await stage.until(
        "it hears again",
        () => idsOf(listener.heard).includes(message.id),
        Boolean,
      );
    },
  },
  {
    name: "a listener without a topic, or with a wildcard, is refused before it starts",
    async run(stage) {
      const bus = await stage.started();
      for (const topics of [[], ["orders.>"]]) {
        expect(() => bus.listen({ topics, hear: () => {}, missed: () => {} })).toThrow(
          expect.objectContaining({ code: "BUS_LISTENING_INVALID" }),
        );
      }
    },
  },
];

/** A listener at work, and what it hears. */
async function listen(stage: BusStage, bus: Bus) {
  const state = { heard: [] as Message[], missed: 0 };
  const listener = bus.listen({
    topics: [stage.topic()],
    hear: (message) => void state.heard.push(message),
    missed: () => void state.missed++,
  });
  await listener.start();
  return Object.assign(state, { listener });
}
