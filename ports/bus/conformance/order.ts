import { systemClock } from "@quad/clock";
import { seededRandom } from "@quad/testkit";
import { expect } from "vitest";
import type { BusCheck } from "./bus-stage.ts";
import { expectKeyOrder, idsOf } from "./key-order.ts";

/** Handlers take their time. */
const work = systemClock.sleep;

export const orderChecks: readonly BusCheck[] = [
  {
    name: "messages of one key are handled one at a time, in publishing order",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const random = seededRandom(1);
      await group.join(bus, { handle: () => work(random() * 4), concurrency: 16 });
      const messages = stage.messages(120, { keys: 3 });
      for (let at = 0; at < messages.length; at += 7) {
        await bus.publish(messages.slice(at, at + 7));
      }
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
    },
  },
  {
    name: "the order of a key spans topics",
    async run(stage) {
      const bus = await stage.started();
      const topics = ["one", "two", "three"].map((name) => stage.topic(name));
      const group = stage.group("group", topics);
      const random = seededRandom(2);
      await group.join(bus, { handle: () => work(random() * 2) });
      const messages = Array.from({ length: 10 }, () =>
        topics.map((topic) => stage.message({ topic })),
      ).flat();
      await bus.publish(messages);
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
    },
  },
  {
    name: "keys are handled at the same time, as many as the concurrency says",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const gate = stage.gate();
      await group.join(bus, { handle: () => gate.opened, concurrency: 4 });
      const messages = stage.messages(200, { keys: 200 });
      await bus.publish(messages);
      await group.until("four handlers at once", () => group.inHand.length === 4);
      gate.open();
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
    },
  },
  {
    name: "two instances at once: each key in order, never in two hands, nothing twice",
    async run(stage) {
      const publisher = await stage.started();
      const group = stage.group();
      const random = seededRandom(3);
      for (const bus of [await stage.started(), await stage.started()]) {
        await group.join(bus, { handle: () => work(random() * 3) });
      }
      const messages = stage.messages(600, { keys: 40 });
      for (let at = 0; at < messages.length; at += 50) {
        await publisher.publish(messages.slice(at, at + 50));
      }
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
      expect(group.offers.length).toBe(messages.length);
    },
  },
  {
    name: "3,000 messages, one handler in ten failing at random: all handled, each key in order",
    async run(stage) {
      const buses = [await stage.started(), await stage.started()];
      const group = stage.group();
      const random = seededRandom(4);
      const handle = () => {
        if (random() < 0.1) throw new Error("A seeded failure.");
      };
      const retry = { attemptsMax: 50, delayMs: 1, delayMsMax: 5 };
      for (const bus of buses) await group.join(bus, { handle, retry });
      const messages = stage.messages(3_000, { keys: 60 });
      // Keys take turns, so every key has one publisher and its order is known.
      const publishing = buses.map(async (bus, share) => {
        const own = messages.filter((_, at) => at % buses.length === share);
        for (let at = 0; at < own.length; at += 100) await bus.publish(own.slice(at, at + 100));
      });
      await Promise.all(publishing);
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
    },
  },
  {
    name: "a slow key keeps no other waiting",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const gate = stage.gate();
      const slow = stage.key("slow");
      await group.join(bus, { handle: ({ key }) => (key === slow ? gate.opened : undefined) });
      const held = [stage.message({ key: slow }), stage.message({ key: slow })];
      const others = stage.messages(50, { keys: 10 });
      await bus.publish(held);
      // Others that come first would find all hands free, whatever becomes of the slow key.
      await group.untilOffered(1);
      await bus.publish(others);
      await group.untilHandled(others);
      expect(idsOf(group.inHand.map(({ message }) => message))).toEqual([held[0]?.id]);
      gate.open();
      await group.untilHandled(held);
      expectKeyOrder(group, [...held, ...others]);
    },
  },
];
