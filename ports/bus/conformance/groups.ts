import { expect } from "vitest";
import type { BusCheck } from "./bus-stage.ts";
import { expectKeyOrder, idsOf } from "./key-order.ts";

export const groupChecks: readonly BusCheck[] = [
  {
    name: "every group receives every message",
    async run(stage) {
      const bus = await stage.started();
      const groups = ["one", "two", "three"].map((name) => stage.group(name));
      for (const group of groups) await group.join(bus);
      const messages = stage.messages(40, { keys: 4 });
      await bus.publish(messages);
      for (const group of groups) {
        await group.untilHandled(messages);
        expectKeyOrder(group, messages);
      }
    },
  },
  {
    name: "the members of a group share its messages, whatever their instance",
    async run(stage) {
      const [one, other] = [await stage.started(), await stage.started()];
      const group = stage.group();
      for (const bus of [one, one, other]) await group.join(bus, { concurrency: 2 });
      const messages = stage.messages(90, { keys: 30 });
      await one.publish(messages);
      await group.untilHandled(messages);
      // One more of each key: nothing that was published before it can still come after it.
      const last = stage.messages(30, { keys: 30 });
      await other.publish(last);
      await group.untilHandled(last);
      expectKeyOrder(group, [...messages, ...last]);
      expect(group.offers.length).toBe(messages.length + last.length);
    },
  },
  {
    name: "a failure in one group holds up no other",
    async run(stage) {
      const bus = await stage.started();
      const [sick, well] = [stage.group("sick"), stage.group("well")];
      const fail = () => Promise.reject(new Error("Not here."));
      await sick.join(bus, { handle: fail, retry: { attemptsMax: 2, delayMs: 5 } });
      await well.join(bus);
      const messages = stage.messages(20, { keys: 2 });
      await bus.publish(messages);
      await well.untilHandled(messages);
      expectKeyOrder(well, messages);
      await stage.until(
        "both keys are dead in the sick group",
        () => bus.depth(sick.group),
        ({ dead, blocked }) => dead === 2 && blocked === 18,
      );
    },
  },
  {
    name: "a group without members misses nothing",
    async run(stage) {
      const [publisher, consumer] = [await stage.started(), await stage.started()];
      const group = stage.group();
      const member = await group.join(consumer);
      const before = stage.messages(5);
      await publisher.publish(before);
      await group.untilHandled(before);
      await member.stop();
      const meanwhile = stage.messages(50);
      await publisher.publish(meanwhile);
      await group.join(await stage.started());
      await group.untilHandled(meanwhile);
      expectKeyOrder(group, [...before, ...meanwhile]);
      expect(group.offers.length).toBe(before.length + meanwhile.length);
    },
  },
  {
    name: "a new group starts with the oldest message",
    needs: "history",
    async run(stage) {
      const bus = await stage.started();
      const early = stage.messages(30, { keys: 3 });
      await bus.publish(early);
      const group = stage.group();
      await group.join(await stage.started());
      const late = stage.messages(30, { keys: 3 });
      await bus.publish(late);
      await group.untilHandled([...early, ...late]);
      expectKeyOrder(group, [...early, ...late]);
    },
  },
  {
    name: "a new group starts with the first message after its first member",
    needs: "no history",
    async run(stage) {
      const bus = await stage.started();
      await bus.publish(stage.messages(5));
      const group = stage.group();
      await group.join(bus);
      const late = stage.messages(5);
      await bus.publish(late);
      await group.untilHandled(late);
      expect(idsOf(group.handled)).toEqual(idsOf(late));
    },
  },
];
