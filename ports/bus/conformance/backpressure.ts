import { CONCURRENCY_DEFAULT, type Message, PUBLISH_BATCH_MAX } from "@quad/bus";
import { systemClock } from "@quad/clock";
import { expect } from "vitest";
import type { BusCheck, BusStage } from "./bus-stage.ts";
import { expectKeyOrder } from "./key-order.ts";

export const backpressureChecks: readonly BusCheck[] = [
  {
    name: "a member never has more keys in hand than its concurrency",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      await group.join(bus, { handle: () => systemClock.sleep(1), concurrency: 3 });
      const messages = stage.messages(200, { keys: 200 });
      await bus.publish(messages);
      await group.untilHandled(messages);
      expect(group.inHandMax).toBe(3);
    },
  },
  {
    name: "without another wish the concurrency is the default",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const gate = stage.gate();
      await group.join(bus, { handle: () => gate.opened });
      const messages = stage.messages(400, { keys: 400 });
      await bus.publish(messages);
      const isFull = () => group.inHand.length === CONCURRENCY_DEFAULT;
      await group.until("as many as the default", isFull);
      gate.open();
      await group.untilHandled(messages);
      expect(group.inHandMax).toBe(CONCURRENCY_DEFAULT);
    },
  },
  {
    name: "5,000 waiting messages are all handled, in order, by a few hands",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      await (await group.join(bus)).stop();
      const messages = await flood(stage);
      await group.join(bus, { concurrency: 4 });
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
      expect(group.inHandMax).toBeLessThanOrEqual(4);
    },
  },
  {
    name: "a member that is stuck hoards no work: another gets most of 5,000 messages",
    async run(stage) {
      const [stuck, quick] = [await stage.started(), await stage.started()];
      const group = stage.group();
      const gate = stage.gate();
      await group.join(stuck, { handle: () => gate.opened, concurrency: 2 });
      const messages = await flood(stage);
      await group.until("the first is stuck", () => group.inHand.length === 2);
      await group.join(quick);
      await group.until("most are handled", () => group.handled.length > messages.length / 2);
      gate.open();
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
    },
  },
];

async function flood(stage: BusStage): Promise<Message[]> {
  const bus = await stage.started();
  const messages = stage.messages(5 * PUBLISH_BATCH_MAX, { keys: 500 });
  for (let at = 0; at < messages.length; at += PUBLISH_BATCH_MAX) {
    await bus.publish(messages.slice(at, at + PUBLISH_BATCH_MAX));
  }
  return messages;
}
