import { MESSAGE_BYTES_MAX, type Message } from "@quad/bus";
import { seededRandom } from "@quad/testkit";
import { expect } from "vitest";
import { deadLetter } from "./awaited-dead-letters.ts";
import type { BusCheck } from "./bus-stage.ts";
import { failingHandler, TWO_ATTEMPTS } from "./failing-handler.ts";
import { expectKeyOrder } from "./key-order.ts";

export const replayChecks: readonly BusCheck[] = [
  {
    name: "a replayed message is offered before what waited, as if for the first time",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const messages = stage.messages(4);
      const handler = failingHandler(messages.slice(0, 1));
      await group.join(bus, { handle: handler.handle, retry: TWO_ATTEMPTS });
      await bus.publish(messages);
      const { id } = await deadLetter(stage, bus, group);
      handler.repair();
      await bus.deadLetters.replay(id);
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
      expect(group.offers.map(({ delivery }) => delivery.attempt)).toEqual([1, 2, 1, 1, 1, 1]);
    },
  },
  {
    name: "one that fails again dies again, after all its attempts",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const messages = stage.messages(2);
      const handler = failingHandler(messages.slice(0, 1));
      await group.join(bus, { handle: handler.handle, retry: TWO_ATTEMPTS });
      await bus.publish(messages);
      const first = await deadLetter(stage, bus, group);
      await bus.deadLetters.replay(first.id);
      await group.untilOffered(4);
      const second = await deadLetter(stage, bus, group);
      expect(second.attempts).toBe(2);
      handler.repair();
      await bus.deadLetters.replay(second.id);
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
    },
  },
  {
    name: "with another body, that body is offered under the same id, to this group alone",
    async run(stage) {
      const bus = await stage.started();
      const [group, other] = [stage.group("group"), stage.group("other")];
      const message = stage.message({ headers: { a: "1" } });
      const handle = ({ body }: Message) => {
        if (body !== "mended") throw new Error("Mend me.");
      };
      for (const each of [group, other]) await each.join(bus, { handle, retry: TWO_ATTEMPTS });
      await bus.publish([message]);
      const { id } = await deadLetter(stage, bus, group);
      const untouched = await deadLetter(stage, bus, other);
      await bus.deadLetters.replay(id, { body: "mended" });
      await group.untilHandled([message]);
      expect(group.handled).toEqual([{ ...message, body: "mended" }]);
      expect(await bus.deadLetters.get(untouched.id)).toEqual(untouched);
    },
  },
  {
    name: "with a body that could not be published it is refused and changes nothing",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const message = stage.message();
      await group.join(bus, { handle: failingHandler([message]).handle, retry: TWO_ATTEMPTS });
      await bus.publish([message]);
      const letter = await deadLetter(stage, bus, group);
      const notJson = bus.deadLetters.replay(letter.id, { body: undefined });
      await expect(notJson).rejects.toMatchObject({ code: "BUS_MESSAGE_INVALID" });
      const tooLarge = bus.deadLetters.replay(letter.id, { body: "x".repeat(MESSAGE_BYTES_MAX) });
      await expect(tooLarge).rejects.toMatchObject({ code: "BUS_MESSAGE_TOO_LARGE" });
      expect(await bus.deadLetters.get(letter.id)).toEqual(letter);
    },
  },
  {
    name: "deaths and replays at random: every message is handled, each key in order",
    async run(stage) {
      const [bus, other] = [await stage.started(), await stage.started()];
      const group = stage.group();
      const random = seededRandom(6);
      const messages = stage.messages(200, { keys: 10 });
      const sick = new Set(messages.filter(() => random() < 0.1).map(({ id }) => id));
      const handle = ({ id }: Message) => {
        if (sick.has(id)) throw new Error("Sick until replayed.");
      };
      for (const each of [bus, other]) await group.join(each, { handle, retry: TWO_ATTEMPTS });
      await bus.publish(messages);
      while (sick.size > 0) {
        const { items } = await stage.until(
          "a sick message dies",
          () => bus.deadLetters.list({ group: group.group }),
          (page) => page.items.length > 0,
        );
        for (const { id, message } of items) {
          sick.delete(message.id);
          await bus.deadLetters.replay(id);
        }
      }
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
    },
  },
];
